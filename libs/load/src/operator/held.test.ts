import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Identities } from '../driver.ts';
import { recorded } from '../recorded.fixture.ts';
import type { OperatorDouble } from './double/operator-double.ts';
import { operatorDriver } from './driver.ts';
import { testDouble, testPlan } from './test-plan.fixture.ts';

// Real processes and real time: others may share the machine.
vi.setConfig({ testTimeout: 120_000 });

let double: OperatorDouble;
let identities: Identities;

beforeEach(async () => {
  ({ double, identities } = await testDouble());
});
afterEach(() => double.close());

test('where no account ever gets an answer, what was due is recorded as not sent, and no nonce is used twice', async () => {
  const plan = testPlan(double, identities, { mix: { createAccount: 0, rivals: 0, tooMuch: 0 } });
  double.decide = () => 'reset';
  const load = await operatorDriver.startLoad(plan);
  load.begin();
  await expect.poll(() => load.status().offered, { timeout: 60_000 }).toBeGreaterThan(60);
  await load.stop(1000);
  await load.close();
  const operations = recorded(plan.historyDirectory, 'load')('operation');
  const held = operations.filter(({ code }) => code === 'NOT_SENT');
  const asked = operations.filter(({ code }) => code !== 'NOT_SENT');
  expect(held.length).toBeGreaterThan(20);
  expect(new Set(held.map(({ outcome, attempt }) => `${outcome} ${attempt}`))).toEqual(new Set(['fail 1']));
  // Twelve accounts asked for one operation each, and again for the same one.
  expect(new Set(asked.map(({ account }) => account)).size).toBe(12);
  expect(new Set(asked.map(({ hash }) => hash)).size).toBe(12);
  // The account that redeems too early asks beside the load, and is no part of what was offered.
  const total = recorded(plan.historyDirectory, 'load')('note').findLast(({ about }) => about === 'load');
  const first = operations.filter(({ attempt, purpose }) => attempt === 1 && purpose === 'load').length;
  expect(total?.values).toMatchObject({ offered: first, sent: first, unsent: 0 });
});
