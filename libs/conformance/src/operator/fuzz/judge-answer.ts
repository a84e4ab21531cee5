import { operatorErrors } from '@plimsoll/interface/operator/errors';
import type { Reply } from '../../exchange/reply.ts';
import { codeOf } from '../rpc-reply.ts';
import type { ExpectedAnswer } from './expected-answer.ts';
import type { ExpectedCall } from './expected-of-call.ts';

/**
 * Codes that no request, however hostile, may bring about: they say that the operator broke, or that an instance is gone or
 * no longer ready.
 */
const broken: ReadonlySet<string> = new Set([
  'INTERNAL_ERROR',
  'UPSTREAM_LOST',
  'NO_INSTANCE',
  'NOT_READY',
  'DRAINING',
  'WRITE_REFUSED',
]);
/** Codes that say how busy the operator is: in order for any call that might have been served. */
const busy: ReadonlySet<string> = new Set(['OVER_CAPACITY', 'WRITE_UNCERTAIN']);

/** What is wrong with the answer to a body of which so much is expected; undefined when it is in order. */
export function judgeAnswer(reply: Reply, expected: ExpectedAnswer): string | undefined {
  const { status, text, json } = reply;
  if (expected.form === 'nothing')
    return text === '' && status < 300 ? undefined : 'an answer to calls without an id';
  if (status !== 200) return judgeRefusedByHttp(reply) ?? judgeOne(json, expected);
  return expected.form === 'one' ? judgeOne(json, expected) : judgeArray(json, expected.calls);
}

/** What is wrong with a refusal by HTTP status: its code must be the one that the table gives this status. */
export function judgeRefusedByHttp({ status, json }: Reply): string | undefined {
  if (status >= 500) return 'a status of the 500s';
  const found = codeOf({ asked: '', body: json, evidence: [] });
  if ('wrong' in found) return found.wrong;
  if (broken.has(found.code)) return found.code;
  const row = operatorErrors.find((each) => each.code === found.code);
  return row?.httpStatus === status ? undefined : `${found.code} goes with status ${row?.httpStatus}`;
}

function judgeOne(json: unknown, expected: ExpectedAnswer): string | undefined {
  if (expected.form !== 'one') return 'one answer to an array of calls that is not too long';
  return judgeCall(json, expected.call);
}

/** Each call has its own answer; which is whose is told by the id, and otherwise by whether it fits. */
function judgeArray(json: unknown, calls: readonly ExpectedCall[]): string | undefined {
  if (!Array.isArray(json)) return 'no array of answers';
  if (json.length !== calls.length) return `${json.length} answers to ${calls.length} calls`;
  const open = [...calls];
  for (const answer of json as readonly unknown[]) {
    const at = open.findIndex((call) => judgeCall(answer, call) === undefined);
    if (at < 0) {
      const id = (answer as { id?: unknown } | null)?.id;
      const call = open.find((each) => each.id === id);
      return call === undefined ? `an answer with an id that no open call has` : judgeCall(answer, call);
    }
    open.splice(at, 1);
  }
  return undefined;
}

/** What is wrong with one answer. */
export function judgeCall(answer: unknown, expected: ExpectedCall): string | undefined {
  const { id, result, error } = (answer ?? {}) as Record<string, unknown>;
  const found = codeOf({ asked: '', body: answer, evidence: [] });
  if (result !== undefined) {
    if (error !== undefined) return 'both a result and an error';
    if ('wrong' in found && found.wrong !== 'it was served') return found.wrong;
    return expected.served === false ? 'served, against the interface' : idOf(id, expected);
  }
  if ('wrong' in found) return found.wrong;
  const { code } = found;
  if (broken.has(code)) return code;
  if (busy.has(code) && expected.codes === undefined) return idOf(id, expected);
  if (expected.codes !== undefined && !(expected.codes as readonly string[]).includes(code))
    return `${code} instead of ${expected.codes.join(' or ')}`;
  return (expected.never as readonly string[] | undefined)?.includes(code)
    ? `${code}, though the interface takes it`
    : idOf(id, expected);
}

function idOf(id: unknown, expected: ExpectedCall): string | undefined {
  return expected.id === undefined || id === expected.id ? undefined : 'its id is not that of the call';
}
