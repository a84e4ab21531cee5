import { expect, test } from 'vitest';
import { examine, Story } from '../story.fixture.ts';
import guarantee from './graceful-stop-is-clean.ts';

/** Asked to stop at 1 s, gone as given; reads at b-1 down as given. Claimed: 500 ms. */
const stopped = (
  goneMs: number,
  down: readonly [number, number] = [0, 0],
  event: 'stopped' | 'killed' = 'stopped',
  probeEveryMs = 50,
) =>
  examine(
    guarantee,
    new Story({ endMs: 9000, trials: [{ fault: 'stop-graceful' }], bounds: { takeOverMs: 13_000 } })
      .fault(0, 1000, 6000, ['a-1'])
      .probes('read', 'b-1', down, probeEveryMs)
      .tell('runner', 1000, { kind: 'process', instance: 'a-1', site: 'a', event: 'stopping', atMicros: 1e6 })
      .tell('runner', goneMs, {
        kind: 'process',
        instance: 'a-1',
        site: 'a',
        event,
        atMicros: goneMs * 1000,
      }),
  ).verdict;

test('soon gone, nobody notices', () => expect(stopped(1300)).toBe('PASS'));
test('too slow', () => expect(stopped(2000)).toBe('FAIL'));
test('killed in the end (DM-21)', () => expect(stopped(1400, [0, 0], 'killed')).toBe('FAIL'));
test('readers elsewhere stall, as after a crash', () => expect(stopped(1300, [1000, 5500])).toBe('FAIL'));
test('probes every 4 s show no stall of 3 s', () =>
  expect(stopped(1300, [0, 0], 'stopped', 4000)).toBe('PASS'));
