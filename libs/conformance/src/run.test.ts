import { describe, expect, test } from 'vitest';
import type { CaseResult } from './case.ts';
import type { BrokenRule } from './double/broken-rule.ts';
import { SequencerDouble, type DoubleOptions } from './double/sequencer-double.ts';
import { testTarget } from './double/test-target.ts';
import { conformanceCases } from './registry.ts';
import { runConformance } from './run.ts';

async function results(
  only: readonly string[] | undefined,
  options: DoubleOptions = {},
  capabilities?: readonly string[],
): Promise<readonly CaseResult[]> {
  const double = await SequencerDouble.start(testTarget(capabilities), options);
  try {
    const found: CaseResult[] = [];
    for await (const each of runConformance(double.target, only === undefined ? {} : { only }))
      found.push(each);
    return found;
  } finally {
    await double.close();
  }
}

/** Each case and a mistake that it must notice; beside it what the double must be like for the case to apply. */
const noticed: readonly (readonly [
  id: string,
  broken: BrokenRule,
  options?: DoubleOptions,
  capabilities?: readonly string[],
])[] = [
  ['acknowledge-ahead', 'acknowledgements-may-lie-ahead'],
  ['acknowledge-malformed', 'acknowledgements-unchecked'],
  ['acknowledge-only-rises', 'acknowledgements-fall'],
  ['auth-challenge-of-another', 'challenges-for-anybody'],
  ['auth-challenge-once', 'challenges-reusable'],
  ['auth-disabled-member', 'disabled-may-enter'],
  ['auth-forged-token', 'tokens-unchecked'],
  ['auth-malformed', 'logins-unchecked'],
  ['auth-no-token', 'without-token'],
  ['auth-signature-garbage', 'crash-on-bad-signature'],
  ['auth-token-everywhere', 'tokens-local'],
  ['auth-token-expires', 'tokens-eternal', { tokenSeconds: 1 }],
  ['auth-unknown-challenge', 'challenges-unnamed'],
  ['auth-unknown-member', 'unknown-members-welcome'],
  ['auth-wrong-key', 'signatures-unchecked'],
  ['bounds-own-position', 'bounds-of-nobody'],
  ['health-live', 'not-alive'],
  ['health-ready', 'wrong-name'],
  ['http-body-too-large', 'bodies-unlimited'],
  ['http-garbage', 'garbage-is-our-fault'],
  ['http-instance-header', 'instance-unnamed'],
  ['http-media-type', 'media-type-ignored'],
  ['http-slow-body', 'impatient'],
  ['http-slow-but-in-time', 'impatient'],
  ['http-unknown-path', 'any-path'],
  ['http-wrong-method', 'any-method'],
  ['order-common-events', 'timestamps-coarse'],
  ['order-exact-envelopes', 'foreign-envelopes'],
  ['order-links', 'links-broken'],
  ['order-not-addressed', 'everybody-reads-everything'],
  ['order-same-on-every-node', 'streams-differ'],
  ['proofs-hold', 'proofs-too-early'],
  ['proofs-keep-coming', 'no-proofs'],
  ['send-as-another', 'foreign-senders'],
  ['send-awaited', 'invisible-acknowledgement'],
  ['send-content-as-sent', 'contents-as-text'],
  ['send-expired', 'expiry-ignored'],
  ['send-expired-awaited', 'expiry-ignored'],
  ['send-expiry-boundary', 'expiry-on-arrival'],
  ['send-is-sequenced', 'message-id-for-all'],
  ['send-limits', 'ten-envelopes'],
  ['send-malformed', 'sends-unchecked'],
  ['send-nothing-to-nobody', 'empty-sends-lost'],
  ['send-same-id-twice', 'thrice'],
  ['send-star', 'star-without-sender'],
  ['send-topology-ahead', 'topology-ignored'],
  ['send-unknown-recipient', 'unknown-recipients-left-out'],
  ['send-unknown-recipient-awaited', 'unknown-recipients-left-out'],
  ['subscribe-beyond-the-end', 'future-ignored'],
  ['subscribe-from-cursor', 'from-exclusive'],
  ['subscribe-from-start', 'links-broken'],
  ['subscribe-lines', 'streams-as-text'],
  ['subscribe-malformed', 'from-unchecked'],
  ['subscribe-pruned', 'pruned-in-silence', { lowerBoundMicros: 1_000 }],
  ['time-below-later-sends', 'time-ahead'],
  ['unclaimed-acknowledge', 'everything-supported', {}, []],
  ['unclaimed-await', 'everything-supported', {}, []],
  ['unclaimed-pruning', 'everything-supported', {}, []],
  ['unclaimed-time', 'everything-supported', {}, []],
  ['unclaimed-topology-timestamp', 'everything-supported', {}, []],
];

describe.concurrent('a sequencer that keeps the rules', () => {
  test('passes everything that it claims', { timeout: 60_000 }, async () => {
    const found = await results(undefined);
    expect(found.filter((each) => each.state === 'fail')).toEqual([]);
    const missed = found.filter((each) => each.state === 'n/a').map((each) => each.id);
    expect(missed).toEqual([
      'subscribe-pruned',
      'unclaimed-acknowledge',
      'unclaimed-await',
      'unclaimed-pruning',
      'unclaimed-time',
      'unclaimed-topology-timestamp',
      'auth-token-expires',
    ]);
  });

  test('passes what is not claimed, tokens that end, and pruning', { timeout: 60_000 }, async () => {
    const unclaimed = noticed.map(([id]) => id).filter((id) => id.startsWith('unclaimed-'));
    const found = [
      ...(await results(unclaimed, {}, [])),
      ...(await results(['auth-token-expires'], { tokenSeconds: 1 })),
      ...(await results(['subscribe-pruned'], { lowerBoundMicros: 1_000 })),
    ];
    expect(found.map((each) => `${each.id} ${each.state}`)).toEqual([
      ...unclaimed.map((id) => `${id} pass`),
      'auth-token-expires pass',
      'subscribe-pruned pass',
    ]);
  });
});

describe.concurrent('each case turns red when its rule is broken', () => {
  test('no case is left out', async () => {
    const ids = (await conformanceCases('sequencer')).map((each) => each.id);
    expect([...new Set(noticed.map(([id]) => id))].sort()).toEqual([...ids].sort());
  });

  for (const [id, broken, options, capabilities] of noticed)
    test(`${id} notices ${broken}`, { timeout: 40_000 }, async ({ expect }) => {
      const [found] = await results([id], { ...options, broken }, capabilities);
      expect(found?.state, found?.words).toBe('fail');
      expect(found?.words).not.toMatch(/^The exchange broke off/);
    });
});

test('an unknown case is refused by name', async () => {
  await expect(results(['no-such-case'])).rejects.toThrow('no-such-case');
});
