import type { TSchema, Static } from 'typebox';
import { Check, Errors } from 'typebox/value';
import { sequencerErrors } from '@plimsoll/interface/sequencer/errors';
import { describeReply, type Reply } from './exchange/reply.ts';
import { Violation } from './violation.ts';

/** Throws a `Violation` with `words` unless `met`. */
export function expect(met: boolean, words: string, evidence: readonly string[] = []): asserts met {
  if (!met) throw new Violation(words, evidence);
}

/** The code of a well-formed error reply of the table, else a description of what is wrong with it. */
export function errorOf(reply: Reply): { readonly code: string } | { readonly wrong: string } {
  const error = (reply.json as { error?: { code?: unknown; message?: unknown } } | undefined)?.error;
  if (typeof error?.code !== 'string' || typeof error.message !== 'string')
    return { wrong: 'the body is not {"error":{"code","message"}}' };
  const row = sequencerErrors.find((each) => each.code === error.code);
  if (row === undefined) return { wrong: `the code ${error.code} is not in the error table` };
  if (row.httpStatus !== reply.status) return { wrong: `${error.code} goes with status ${row.httpStatus}` };
  return { code: error.code };
}

/** The reply must be exactly this error: code, status and body as in the error table. */
export function expectError(reply: Reply, code: string, what: string): void {
  const found = errorOf(reply);
  if ('wrong' in found)
    throw new Violation(`${what}: expected ${code}, but ${found.wrong}.`, [describeReply(reply)]);
  expect(found.code === code, `${what}: expected ${code}, got ${found.code}.`, [describeReply(reply)]);
}

/** The reply must have this status and a body of this schema, which is returned. */
export function expectReply<T extends TSchema>(
  reply: Reply,
  status: number,
  schema: T,
  what: string,
): Static<T> {
  expect(reply.status === status, `${what}: expected status ${status}, got ${reply.status}.`, [
    describeReply(reply),
  ]);
  if (!Check(schema, reply.json)) {
    const wrong = [...Errors(schema, reply.json)].map(
      (error) => `${error.instancePath || '/'} ${error.message}`,
    );
    throw new Violation(`${what}: the body does not fit the interface.`, [
      describeReply(reply),
      ...wrong.slice(0, 5),
    ]);
  }
  return reply.json as Static<T>;
}
