import type { Outcome } from '@plimsoll/interface/outcome/outcome';
import { isDefiniteError } from '@plimsoll/interface/sequencer/errors';
import type { Reply } from './http-caller.ts';

/** What a caller may believe after a call. `body` only where the reply was the one that the interface promises. */
export interface Classified<Body> {
  readonly outcome: Outcome;
  readonly code: string | undefined;
  readonly body: Body | undefined;
}

/**
 * Outcome of a call, strictly by the error table (design, "Outcomes"): `ok` only for a 2xx reply that `fits`; `fail` only
 * for a code that the table calls definite, or where nothing was sent; everything else, rubbish included, is `info`.
 */
export function classify<Body>(reply: Reply, fits: (body: Body) => boolean): Classified<Body> {
  if (reply.error === 'NOT_SENT') return ended('fail', 'NOT_SENT');
  if (reply.error !== undefined) return ended('info', reply.error);
  const body = parse(reply.text);
  const status = reply.httpStatus ?? 0;
  if (status >= 200 && status < 300) {
    return isObject(body) && fits(body as Body)
      ? { outcome: 'ok', code: undefined, body: body as Body }
      : ended('info', 'GARBAGE');
  }
  const error = isObject(body) ? (body as { error?: { code?: unknown } }).error : undefined;
  if (typeof error?.code !== 'string' || !/^[A-Z0-9_]{1,64}$/.test(error.code))
    return ended('info', 'GARBAGE');
  return ended(isDefiniteError(error.code) ? 'fail' : 'info', error.code);
}

const ended = (outcome: Outcome, code: string): Classified<never> => ({ outcome, code, body: undefined });

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;
