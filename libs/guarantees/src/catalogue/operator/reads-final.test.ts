import type { AccountRecord } from '@plimsoll/history/operator-record';
import { expect, test } from 'vitest';
import { OperatorStory, digestOf, genesisFunds, rootOf } from '../../operator-story.fixture.ts';
import { call, examine } from '../../story.fixture.ts';
import guarantee from './reads-final.ts';

const story = () => new OperatorStory().operation(0, 100).operation(1, 200).batch(300, [0]).batch(400, [1]);
const live = (ms: number, height: number, more: Partial<AccountRecord> = {}): AccountRecord => ({
  kind: 'account',
  ...call(ms, 1),
  observer: 'live',
  account: 0,
  view: 'final',
  nonce: height,
  redemptionIndex: 0,
  balances: { '0': String(genesisFunds - 10n * BigInt(height)) },
  stateRoot: rootOf(height),
  ...more,
});
const shown = (...records: readonly AccountRecord[]) => {
  const told = story();
  for (const record of records) told.tell('watch', record.sentMicros / 1000, record);
  return examine(guarantee, told).verdict;
};

test('genesis, then each batch', () => {
  expect(examine(guarantee, story())).toMatchObject({ verdict: 'PASS', checked: 16 });
  expect(shown(live(50, 0), live(350, 1), live(450, 2))).toBe('PASS');
});

test('goes back at one instance; another may lag', () => {
  expect(shown(live(450, 2), live(500, 1))).toBe('FAIL');
  expect(shown(live(450, 2), live(500, 1, { instance: 'b-1' }))).toBe('PASS');
  expect(shown(live(450, 2), { ...live(449, 1), doneMicros: 600_000 })).toBe('PASS');
});

test.each([
  { balances: { '0': '991' } },
  { balances: { '0': '990', '1': '1' } },
  { balances: {} },
  { nonce: 2 },
  { redemptionIndex: 7 },
  { account: 99 },
  { stateRoot: digestOf('speculative') },
])('at batch 1 with %o', (change) => {
  expect(shown(live(350, 1, change))).toBe('FAIL');
});
