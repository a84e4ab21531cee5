import { expect, test } from 'vitest';
import { operatorDialect } from './operator-dialect.ts';

const bytes = (value: unknown): Buffer => Buffer.from(JSON.stringify(value));
const failed = (code: string): unknown => ({
  jsonrpc: '2.0',
  id: 1,
  error: { code: -1, message: '', data: { code } },
});
const done = { jsonrpc: '2.0', id: 1, result: {} };
const write = bytes({ jsonrpc: '2.0', id: 7, method: 'pazkp_createMoneyOrder', params: [] });
const read = bytes({ jsonrpc: '2.0', id: 7, method: 'pazkp_findMoneyOrderCreation', params: [] });

test('only a POST to / is forwarded', () => {
  expect(operatorDialect.judgePath('/', 'POST')).toBe('forward');
  expect(operatorDialect.judgePath('/', 'GET')).toBe('METHOD_NOT_ALLOWED');
  expect(operatorDialect.judgePath('/v1/send', 'POST')).toBe('NOT_FOUND');
});

test('an instance that does not serve now is told from one that refuses for good', () => {
  expect(operatorDialect.refusedAs(200, bytes(failed('NOT_READY')))).toBe('NOT_READY');
  expect(operatorDialect.refusedAs(200, bytes(failed('SIGNATURE_INVALID')))).toBeUndefined();
  expect(operatorDialect.refusedAs(200, bytes(done))).toBeUndefined();
  // An array goes elsewhere only if nothing of it was done.
  expect(operatorDialect.refusedAs(200, bytes([failed('DRAINING'), done]))).toBeUndefined();
  expect(operatorDialect.refusedAs(200, bytes([failed('DRAINING'), failed('WRITE_UNCERTAIN')]))).toBe(
    'WRITE_UNCERTAIN',
  );
});

test('after a loss, a refusal that depends on what an instance knows does not stand for a write', () => {
  const doubtful = (request: Buffer, reply: unknown): boolean =>
    operatorDialect.isDoubtfulAfterLoss(request, 200, bytes(reply));
  expect(doubtful(write, failed('OVER_CAPACITY'))).toBe(true);
  expect(doubtful(write, failed('ACCOUNT_NOT_FOUND'))).toBe(true);
  expect(doubtful(write, failed('SIGNATURE_INVALID'))).toBe(false);
  expect(doubtful(write, done)).toBe(false);
  expect(doubtful(read, failed('OPERATION_NOT_FOUND'))).toBe(false);
});

test('errors of its own come in the words of the operator, and name the calls that they answer', () => {
  const { status, body } = operatorDialect.errorReply('NO_NODE_AVAILABLE', undefined, write);
  expect(status).toBe(200);
  expect(JSON.parse(body)).toMatchObject({
    jsonrpc: '2.0',
    id: 7,
    error: { code: -32014, data: { code: 'NO_INSTANCE' } },
  });
  expect(JSON.parse(operatorDialect.errorReply('INTERNAL', undefined, undefined).body)).toMatchObject({
    id: null,
  });
  const two = Buffer.from(`[${write.toString()},${read.toString()}]`);
  expect(JSON.parse(operatorDialect.errorReply('UPSTREAM_LOST', undefined, two).body)).toHaveLength(2);
});
