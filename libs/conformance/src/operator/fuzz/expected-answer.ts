import { isUtf8 } from 'node:buffer';
import type { OperatorErrorCode } from '@plimsoll/interface/operator/errors';
import { operatorLimits } from '@plimsoll/interface/operator/limits';
import { expectedOfCall, type CallJudge, type ExpectedCall } from './expected-of-call.ts';

/** What the interface promises for a body: nothing to say (calls without an id), one answer, or an array of them. */
export type ExpectedAnswer =
  | { readonly form: 'nothing' }
  | { readonly form: 'one'; readonly call: ExpectedCall }
  | { readonly form: 'array'; readonly calls: readonly ExpectedCall[] };

const refusal = (...codes: readonly OperatorErrorCode[]): ExpectedAnswer => ({
  form: 'one',
  call: { id: null, served: false, codes },
});

/**
 * What must be answered to the bytes of a body, by the interface alone: a model, slow and obvious, against which every answer
 * of the subject is held.
 */
export function expectedAnswer(bytes: Buffer, judge: CallJudge): ExpectedAnswer {
  if (bytes.length > operatorLimits.bodyBytesMax) return refusal('REQUEST_TOO_LARGE');
  let body: unknown;
  try {
    if (!isUtf8(bytes)) return refusal('PARSE_ERROR');
    const text = bytes.toString('utf8');
    // Who reads JSON may pass over a byte order mark (RFC 8259, 8.1), or not.
    if (text.startsWith('\ufeff')) return { form: 'one', call: { id: undefined, served: undefined } };
    body = JSON.parse(text);
  } catch {
    return refusal('PARSE_ERROR');
  }
  if (!Array.isArray(body)) {
    const call = expectedOfCall(body, judge);
    return call === undefined ? { form: 'nothing' } : { form: 'one', call };
  }
  if (body.length === 0) return refusal('INVALID_REQUEST');
  if (body.length > operatorLimits.batchCallsMax) return refusal('TOO_MANY_CALLS');
  const calls = body.map((each) => expectedOfCall(each, judge)).filter((each) => each !== undefined);
  return calls.length === 0 ? { form: 'nothing' } : { form: 'array', calls };
}
