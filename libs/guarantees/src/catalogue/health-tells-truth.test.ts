import { expect, test } from 'vitest';
import { examine, Story } from '../story.fixture.ts';
import guarantee from './health-tells-truth.ts';

type Span = readonly [number, number];
const none: Span = [0, 0];
/** Probes at a-1 and b-1 down as given; a-1 says not ready (or nothing) as given. Claimed: not ready within 300 ms, recovery 500 ms. */
const said = (
  down: { a: Span; b?: Span; read?: Span },
  notReady: Span = none,
  how: boolean | null = false,
  story = new Story({ endMs: 4000 }),
) =>
  examine(
    guarantee,
    story
      .probes('write', 'a-1', down.a)
      .probes('read', 'a-1', down.read ?? none)
      .probes('write', 'b-1', down.b ?? none)
      .probes('read', 'b-1', down.b ?? none)
      .health('a-1', notReady, how)
      .health('b-1'),
  ).verdict;

test('ready and serving; not ready and not serving', () => {
  expect(said({ a: none })).toBe('PASS');
  expect(said({ a: [1000, 2000] }, [1200, 2000])).toBe('PASS');
  expect(said({ a: [1000, 2000] }, [1000, 2000], null)).toBe('PASS');
});
test('ready while its writes fail and others go on (DM-40, DM-41)', () => {
  expect(said({ a: [1000, 2000] })).toBe('FAIL');
});
test('ready while its reads fail and others go on', () => {
  expect(said({ a: none, read: [1000, 2000] })).toBe('FAIL');
});
test('for less than claimed', () => expect(said({ a: [1000, 1250] })).toBe('PASS'));
test('while nobody makes progress, since all wait for a dead one: no lie', () => {
  expect(said({ a: [1000, 2000], b: [1000, 2000], read: [1000, 2000] })).toBe('PASS');
});
test('while nobody makes progress, since the database is frozen: a lie (DM-43, DC-77)', () => {
  const story = new Story({
    endMs: 4000,
    trials: [{ fault: 'database-pause', class: 'store', target: 'postgres' }],
  });
  story.fault(0, 990, 2010, ['postgres']);
  expect(said({ a: [1000, 2000], b: [1000, 2000] }, none, false, story)).toBe('FAIL');
});
test('not ready, or no answer, for long, while it serves', () => {
  expect(said({ a: none }, [1000, 2000])).toBe('FAIL');
  expect(said({ a: none }, [1000, 2000], null)).toBe('FAIL');
  expect(said({ a: none }, [1000, 1300])).toBe('PASS');
});
test('not ready while a fault touches it is its right', () => {
  const story = new Story({ endMs: 4000, trials: [{}] }).fault(0, 900, 2100, ['a-1']);
  expect(said({ a: none }, [1000, 2000], false, story)).toBe('PASS');
});
test('sends refused as too late are decided by the clock that the node was given, while that clock is off', () => {
  const late = (story: Story) =>
    examine(
      guarantee,
      story
        .probes('write', 'a-1', [1000, 2000], 50, 'MAX_SEQUENCING_TIME_EXCEEDED')
        .probes('write', 'b-1')
        .health('a-1')
        .health('b-1'),
    ).verdict;
  const stepped = new Story({ endMs: 4000, trials: [{ fault: 'clock-forward', class: 'clock' }] });
  expect(late(stepped.fault(0, 990, 2010, ['a-1']))).toBe('PASS');
  expect(late(new Story({ endMs: 4000 }))).toBe('FAIL');
});
