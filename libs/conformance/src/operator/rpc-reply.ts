import { RpcError } from '@plimsoll/interface/operator/replies';
import { operatorErrors, type OperatorErrorCode } from '@plimsoll/interface/operator/errors';
import type { Static, TSchema } from 'typebox';
import { Check, Errors } from 'typebox/value';
import { describeReply, type Reply } from '../exchange/reply.ts';
import { expect } from '../expectation.ts';
import { Violation } from '../violation.ts';

/** One answer of JSON-RPC, as it came. */
export interface RpcReply {
  /** Method and parameters, shortened, for evidence. */
  readonly asked: string;
  readonly body: unknown;
  readonly evidence: readonly string[];
}

/** The answer that a reply holds, for evidence beside what was asked. */
export function rpcReply(asked: string, reply: Reply, body: unknown = reply.json): RpcReply {
  return { asked, body, evidence: [asked, describeReply(reply)] };
}

/** The code of a well-formed refusal of the table, else what is wrong with it. */
export function codeOf({ body }: RpcReply): { readonly code: string } | { readonly wrong: string } {
  const { jsonrpc, error, result } = (body ?? {}) as Record<string, unknown>;
  if (jsonrpc !== '2.0') return { wrong: 'it is no answer of JSON-RPC 2.0' };
  if (result !== undefined) return { wrong: 'it was served' };
  if (!Check(RpcError, error)) return { wrong: 'its error is not {code, message, data: {code}}' };
  const row = operatorErrors.find((each) => each.code === error.data.code);
  if (row === undefined) return { wrong: `${error.data.code} is not in the error table` };
  if (row.rpcCode !== error.code) return { wrong: `${row.code} goes with ${row.rpcCode}, not ${error.code}` };
  return { code: row.code };
}

/** The answer must be exactly one of these refusals. */
export function expectRefusal(reply: RpcReply, what: string, ...codes: readonly OperatorErrorCode[]): void {
  const found = codeOf(reply);
  const wanted = codes.join(' or ');
  if ('wrong' in found)
    throw new Violation(`${what}: expected ${wanted}, but ${found.wrong}.`, reply.evidence);
  expect(
    (codes as readonly string[]).includes(found.code),
    `${what}: expected ${wanted}, got ${found.code}.`,
    reply.evidence,
  );
}

/** The answer must be a result of this schema, which is returned. */
export function expectResult<Schema extends TSchema>(
  reply: RpcReply,
  schema: Schema,
  what: string,
): Static<Schema> {
  const found = codeOf(reply);
  const { result } = (reply.body ?? {}) as { result?: unknown };
  if (result === undefined)
    throw new Violation(
      `${what}: expected a result, got ${'code' in found ? found.code : `an answer of which ${found.wrong}`}.`,
      reply.evidence,
    );
  if (!Check(schema, result)) {
    const wrong = [...Errors(schema, result)].map((error) => `${error.instancePath || '/'} ${error.message}`);
    throw new Violation(`${what}: the result does not fit the interface.`, [
      ...reply.evidence,
      ...wrong.slice(0, 5),
    ]);
  }
  return result as Static<Schema>;
}
