import { RefusedConfiguration } from '../config/refused-configuration.ts';

/**
 * Whether a writer recovers from a failure by starting over: always, unless the configuration is refused. An
 * outage, a lost lock, a row marked offline, a read-only server (25006: its address may lead to another one by
 * now) or a conflicting payload all come down to the same: lease again, clean up, go online (DG-08).
 */
export function isRecoverable(error: unknown): boolean {
  return !(error instanceof RefusedConfiguration);
}
