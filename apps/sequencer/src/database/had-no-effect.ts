import { hasSqlState } from './connection.ts';

/** Words by which the driver says that it got no connection at all; it gives them no code. */
const neverConnected = /trying to connect|connection timeout/;

/**
 * True if a statement certainly changed nothing: the server said so, or it was never sent. A statement without an
 * answer may be carried out later still, by a server that was frozen and wakes up.
 */
export function hadNoEffect(error: unknown): boolean {
  if (hasSqlState(error)) return true;
  const { code, message } = error as { readonly code?: unknown; readonly message?: unknown };
  return code === 'ECONNREFUSED' || (typeof message === 'string' && neverConnected.test(message));
}
