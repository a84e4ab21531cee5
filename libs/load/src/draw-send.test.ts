import { random } from '@plimsoll/history/random';
import { expect, test } from 'vitest';
import { type DrawOptions, drawSend } from './draw-send.ts';
import { defaultMix } from './mix.ts';

const options: DrawOptions = {
  mix: defaultMix,
  members: [0, 1, 2, 3],
  memberCount: 6,
  awaitShare: 0.4,
  bytes: [10, 50],
  capabilities: ['await-sequenced', 'unknown-recipients', 'topology-timestamp'],
};
const draw = (n: number, change: Partial<DrawOptions> = {}, seed = '1') => {
  const uniform = random(seed);
  return Array.from({ length: n }, () => drawSend({ ...options, ...change }, uniform));
};
const share = <T>(of: readonly T[], which: (each: T) => boolean): number =>
  of.filter(which).length / of.length;

test('the same seed draws the same sends', () => {
  expect(draw(200)).toEqual(draw(200));
  expect(draw(200)).not.toEqual(draw(200, {}, '2'));
});

test('every kind comes in about its share', () => {
  const sends = draw(20_000);
  expect(share(sends, ({ awaits }) => awaits === 'sequenced')).toBeCloseTo(0.4, 1);
  expect(share(sends, ({ route }) => route === 'own')).toBeCloseTo(0.45, 1);
  expect(share(sends, ({ route }) => route === 'other')).toBeCloseTo(0.25, 1);
  expect(share(sends, ({ envelopes }) => envelopes.some(({ everyone }) => everyone))).toBeCloseTo(0.1, 1);
  expect(share(sends, ({ envelopes }) => envelopes.length > 1)).toBeCloseTo(0.1, 1);
  for (const [kind, expected] of [
    ['tight', defaultMix.tight],
    ['past', defaultMix.past],
    ['unknown-recipient', defaultMix.unknownRecipient],
    ['topology-ahead', defaultMix.topologyAhead],
  ] as const) {
    const found = share(sends, (send) => send.kind === kind);
    expect(found, kind).toBeGreaterThan(expected / 2);
    expect(found, kind).toBeLessThan(expected * 2);
  }
  const twice = share(sends, ({ againAfterMs }) => againAfterMs !== undefined);
  expect(twice).toBeGreaterThan(0.005);
  expect(twice).toBeLessThan(0.015);
  expect(share(sends, ({ envelopes }) => envelopes.length === 0)).toBeGreaterThan(0.005);
});

test('members, sizes and recipients stay within what was asked', () => {
  for (const { member, envelopes, kind } of draw(5000)) {
    expect(options.members).toContain(member);
    for (const { to, everyone, bytes } of envelopes) {
      expect(bytes).toBeGreaterThanOrEqual(10);
      expect(bytes).toBeLessThanOrEqual(50);
      expect(new Set(to).size).toBe(to.length);
      if (everyone) expect(to).toEqual([0, 1, 2, 3, 4, 5]);
      else if (kind !== 'unknown-recipient')
        expect(to.every((each) => options.members.includes(each))).toBe(true);
    }
    expect(envelopes.some(({ to }) => to.includes(-1))).toBe(kind === 'unknown-recipient');
  }
});

test('what the subject does not claim is not asked of it', () => {
  const kinds = new Set(draw(20_000, { capabilities: [] }).map(({ kind, awaits }) => `${kind} ${awaits}`));
  expect(kinds).toEqual(new Set(['plain accepted', 'tight accepted', 'past accepted']));
});

test('one member alone is enough', () => {
  for (const { envelopes } of draw(1000, { members: [0], memberCount: 1 })) {
    for (const { to } of envelopes) expect(to.every((each) => each <= 0)).toBe(true);
  }
});
