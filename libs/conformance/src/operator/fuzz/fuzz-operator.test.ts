import { expect, test } from 'vitest';
import { operatorMethods } from '@plimsoll/interface/operator/methods';
import type { CaseResult } from '../../case.ts';
import type { BrokenRule } from '../double/broken-rule.ts';
import { OperatorDouble } from '../double/operator-double.ts';
import { fuzzOperator } from './fuzz-operator.ts';

async function fuzzed(
  options: { readonly requests: number; readonly methods?: readonly string[] },
  broken?: BrokenRule,
): Promise<readonly CaseResult[]> {
  const double = await OperatorDouble.start(broken);
  try {
    const found: CaseResult[] = [];
    for await (const each of fuzzOperator(double.target, { seed: 'test', ...options })) found.push(each);
    return found;
  } finally {
    await double.close();
  }
}

test('an operator that keeps the rules survives, whatever is asked', { timeout: 240_000 }, async () => {
  const found = await fuzzed({ requests: 40 });
  expect(found.length).toBe(operatorMethods.length);
  expect(found.filter((each) => each.state === 'fail')).toEqual([]);
});

const order = 'pazkp_createMoneyOrder';
test.each([
  ['garbage-is-our-fault', order, 'INTERNAL_ERROR'],
  ['params-unchecked', order, 'served, against the interface'],
  ['signatures-unchecked', order, 'served, against the interface'],
  ['prototype-is-a-method', 'pazkp_getAccountState', 'served, against the interface'],
  ['arrays-cut-short', 'pazkp_getAccountState', 'answers to'],
  ['bodies-unlimited', 'pazkp_findAccountById', 'against the interface'],
  ['falls-to-rubbish', 'pazkp_findAccountById', 'is not ready afterwards'],
  ['falls-to-rubbish', order, 'an honest order beside the fuzzer'],
] as const)('%s shows in %s: %s', { timeout: 240_000 }, async (broken, method, words) => {
  const [found] = await fuzzed({ requests: 400, methods: [method] }, broken);
  expect(found?.state).toBe('fail');
  expect(found?.words).toContain('seed test');
  expect(found?.evidence.join('\n')).toContain(words);
});
