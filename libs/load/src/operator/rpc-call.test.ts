import { expect, test } from 'vitest';
import { registered } from './operation-attempt.ts';
import { batchAnswers } from './rpc-batch.ts';
import { classifyRpc } from './rpc-call.ts';

const reply = (body: unknown) => ({ error: undefined, text: JSON.stringify(body) });
const refused = (code: unknown) =>
  classifyRpc(reply({ error: { code: -32000, message: '', data: { code } } }));

test('only what the table calls definite is a failure', () => {
  expect(refused('OVER_CAPACITY')).toMatchObject({ outcome: 'fail', code: 'OVER_CAPACITY' });
  expect(refused('WRITE_UNCERTAIN')).toMatchObject({ outcome: 'info', code: 'WRITE_UNCERTAIN' });
  expect(refused('NEVER_HEARD_OF')).toMatchObject({ outcome: 'info', code: 'NEVER_HEARD_OF' });
  expect(refused(17)).toMatchObject({ outcome: 'info', code: 'GARBAGE' });
  expect(classifyRpc({ error: 'NOT_SENT', text: '' })).toMatchObject({ outcome: 'fail', code: 'NOT_SENT' });
  for (const error of ['TRANSPORT', 'TIMEOUT', 'GARBAGE'] as const)
    expect(classifyRpc({ error, text: '' })).toMatchObject({ outcome: 'info', code: error });
  for (const text of ['', '[]', '{}', 'null', '{"result":'])
    expect(classifyRpc({ error: undefined, text })).toMatchObject({ outcome: 'info', code: 'GARBAGE' });
  expect(classifyRpc(reply({ result: { a: 1 } }))).toEqual({
    outcome: 'ok',
    code: undefined,
    result: { a: 1 },
  });
});

test('a write is registered under the hash that was signed and no other', () => {
  const order = { method: 'create-order', hash: '0xab' } as const;
  const answer = (operationHash: string) =>
    registered(order, classifyRpc(reply({ result: { operationHash } })), false);
  expect(answer('0xAB')).toEqual({ outcome: 'ok', code: undefined });
  expect(answer('0xac')).toEqual({ outcome: 'info', code: 'GARBAGE' });
});

test('a key that is taken after an attempt that may have happened is that attempt’s success', () => {
  const creation = { method: 'create-account', hash: '0xab' } as const;
  const taken = refused('PUBLIC_KEY_ALREADY_EXISTS');
  expect(registered(creation, taken, true).outcome).toBe('ok');
  expect(registered(creation, taken, false).outcome).toBe('fail');
  const said = classifyRpc(reply({ result: { status: 'REGISTERED' } }));
  expect(registered(creation, said, false).outcome).toBe('ok');
});

test('answers of a batch are told apart by id; one that is missing is rubbish; a refusal of the whole is one of each', () => {
  const answers = batchAnswers(
    3,
    reply([
      { id: 2, result: 'c' },
      { id: 0, result: 'a' },
    ]),
  );
  expect(answers.map(({ result, code }) => result ?? code)).toEqual(['a', 'GARBAGE', 'c']);
  const whole = batchAnswers(2, reply({ error: { data: { code: 'TOO_MANY_CALLS' } } }));
  expect(whole.map(({ code }) => code)).toEqual(['TOO_MANY_CALLS', 'TOO_MANY_CALLS']);
});
