import { afterAll, describe, expect, test } from 'vitest';
import type { CaseResult } from '../case.ts';
import { conformanceCases } from '../registry.ts';
import type { BrokenRule } from './double/broken-rule.ts';
import { OperatorDouble } from './double/operator-double.ts';
import { runOperatorConformance } from './run-operator.ts';

const open: OperatorDouble[] = [];
afterAll(async () => {
  await Promise.all(open.map((double) => double.close()));
});

async function results(
  only: readonly string[] | undefined,
  broken?: BrokenRule,
  capabilities?: readonly string[],
): Promise<readonly CaseResult[]> {
  const double = await OperatorDouble.start(broken, capabilities);
  open.push(double);
  const found: CaseResult[] = [];
  for await (const each of runOperatorConformance(double.target, only && { only })) found.push(each);
  return found;
}

/** Each case and a mistake that it must notice. */
const noticed: readonly (readonly [id: string, broken: BrokenRule])[] = [
  ['account-created', 'accounts-never-appear'],
  ['account-key-taken', 'keys-shared'],
  ['account-of-another-operator', 'anybodys-accounts'],
  ['account-unknown', 'unknown-is-null'],
  ['amounts', 'amounts-unchecked'],
  ['batch-array', 'arrays-cut-short'],
  ['batch-array-bounded', 'arrays-unbounded'],
  ['find-forms', 'hash-alone-unknown'],
  ['hash-as-published', 'hash-of-its-own'],
  ['health-live', 'not-alive'],
  ['health-ready', 'wrong-name'],
  ['http-body-too-large', 'bodies-unlimited'],
  ['http-garbage', 'garbage-is-our-fault'],
  ['http-instance-header', 'instance-unnamed'],
  ['http-paths', 'any-path'],
  ['list-pages', 'pages-split-nonces'],
  ['method-unknown', 'prototype-is-a-method'],
  ['nonce-gap-waits', 'gaps-rejected'],
  ['nonce-once', 'nonces-reused'],
  ['order-above-balance', 'rejected-uses-nonce'],
  ['order-life', 'received-never-redeemed'],
  ['outbound', 'withdrawals-free'],
  ['params-malformed', 'params-unchecked'],
  ['redeem-mismatch', 'orders-unread'],
  ['redeem-once', 'index-unchecked'],
  ['replay-is-harmless', 'replay-executes'],
  ['same-end-everywhere', 'nodes-differ'],
  ['signature-wrong', 'signatures-unchecked'],
];

test('an operator that keeps the rules passes everything', { timeout: 60_000 }, async () => {
  const found = await results(undefined);
  expect(found.filter((each) => each.state !== 'pass')).toEqual([]);
});

test('what is not claimed is not asked for', { timeout: 20_000 }, async () => {
  const [found] = await results(['outbound'], undefined, []);
  expect(found?.state).toBe('n/a');
});

describe.concurrent('each case turns red when its rule is broken', () => {
  test('no case is left out', async () => {
    const ids = (await conformanceCases('operator')).map((each) => each.id);
    expect(noticed.map(([id]) => id)).toEqual(ids);
  });

  for (const [id, broken] of noticed)
    test(`${id} notices ${broken}`, { timeout: 40_000 }, async ({ expect }) => {
      const [found] = await results([id], broken);
      expect(found?.state, found?.words).toBe('fail');
      expect(found?.words).not.toMatch(/^The exchange broke off/);
    });
});

test('cases say which guarantees they are about', async () => {
  const covers = (await conformanceCases('operator')).flatMap((each) => each.covers);
  expect(covers.filter((id) => !/^(RG|DC)-\d\d$/.test(id))).toEqual([]);
});
