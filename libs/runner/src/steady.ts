import type { WatchStatus } from '@plimsoll/load/client';

/**
 * Is the subject in steady state? Every probe series has been succeeding for at least `forMs` and every node and
 * gateway says ready. Returns what is missing, in words; empty when steady.
 */
export function unsteady(status: WatchStatus, nowMicros: number, forMs: number): readonly string[] {
  const missing: string[] = [];
  const probes = Object.entries(status.probes);
  if (probes.length === 0) missing.push('no probe has answered yet');
  for (const [series, probe] of probes) {
    if (!probe.ok || probe.okSinceMicros === null) missing.push(`probe ${series} fails`);
    else if (nowMicros - probe.okSinceMicros < forMs * 1000)
      missing.push(`probe ${series} succeeds only since a moment`);
  }
  for (const [instance, health] of Object.entries(status.health)) {
    if (health.ready !== true)
      missing.push(`${instance} ${health.ready === null ? 'does not answer' : 'is not ready'}`);
  }
  return missing;
}
