import { expect, test } from 'vitest';
import type { Reply } from '../../exchange/reply.ts';
import { expectedAnswer } from './expected-answer.ts';
import type { CallJudge } from './expected-of-call.ts';
import { judgeAnswer } from './judge-answer.ts';

const judge: CallJudge = { rollup: `0x${'1'.repeat(64)}`, capabilities: [], keys: new Map() };
const asked = (change: object): object => ({
  jsonrpc: '2.0',
  id: 7,
  method: 'pazkp_getAccountNonce',
  params: [0],
  ...change,
});
const served = { jsonrpc: '2.0', id: 7, result: {} };
const refused = (code: string, rpcCode: number, id: unknown = 7): object => ({
  jsonrpc: '2.0',
  id,
  error: { code: rpcCode, message: 'no', data: { code } },
});

function said(body: unknown, answer: unknown, status = 200): string | undefined {
  const text = answer === undefined ? '' : JSON.stringify(answer);
  const reply: Reply = { asked: '', status, headers: {}, text, json: answer };
  const bytes = Buffer.isBuffer(body) ? body : Buffer.from(JSON.stringify(body));
  return judgeAnswer(reply, expectedAnswer(bytes, judge));
}

test('what the interface promises is in order', () => {
  expect(said(asked({}), served)).toBeUndefined();
  expect(said(asked({}), refused('ACCOUNT_NOT_FOUND', -32002))).toBeUndefined();
  expect(said(asked({}), refused('OVER_CAPACITY', -32010))).toBeUndefined();
  expect(said(asked({ params: ['x'] }), refused('INVALID_PARAMS', -32602))).toBeUndefined();
  expect(said(Buffer.from('{'), refused('PARSE_ERROR', -32700, null))).toBeUndefined();
  expect(said([asked({}), 7], [refused('INVALID_REQUEST', -32600, null), served])).toBeUndefined();
  expect(said(asked({ id: undefined }), undefined, 204)).toBeUndefined();
  expect(
    said(Buffer.alloc(2 ** 20 + 1, ' '), refused('REQUEST_TOO_LARGE', -32600, null), 413),
  ).toBeUndefined();
});

test.each([
  ['an internal error', asked({}), refused('INTERNAL_ERROR', -32603), 200, 'INTERNAL_ERROR'],
  ['a lost instance', asked({}), refused('UPSTREAM_LOST', -32021), 200, 'UPSTREAM_LOST'],
  ['a status of the 500s', asked({}), { error: 'oh' }, 500, 'a status of the 500s'],
  ['another id', asked({}), { ...served, id: 8 }, 200, 'its id is not that of the call'],
  ['a code out of the table', asked({}), refused('OH', -1), 200, 'not in the error table'],
  ['a number of another code', asked({}), refused('ACCOUNT_NOT_FOUND', -1), 200, 'goes with -32002'],
  ['what is not JSON-RPC', asked({}), { id: 7, result: {} }, 200, 'no answer of JSON-RPC 2.0'],
  ['both', asked({}), { ...refused('OVER_CAPACITY', -32010), result: {} }, 200, 'both'],
  ['served against the schema', asked({ params: [-1] }), served, 200, 'served, against'],
  ['refused against the schema', asked({}), refused('INVALID_PARAMS', -32602), 200, 'takes it'],
  ['another code', asked({ method: 'x' }), refused('INVALID_PARAMS', -32602), 200, 'instead of'],
  ['one answer too few', [asked({}), asked({ id: 8 })], [served], 200, '1 answers to 2 calls'],
  ['an answer to a notification', asked({ id: undefined }), served, 200, 'without an id'],
  ['a status that the code has not', asked({}), refused('NOT_FOUND', -32601), 405, 'goes with status 404'],
] as const)('%s is noticed', (_, body, answer, status, words) => {
  expect(said(body, answer, status)).toContain(words);
});
