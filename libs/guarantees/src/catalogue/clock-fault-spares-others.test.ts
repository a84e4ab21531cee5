import { expect, test } from 'vitest';
import { examine, Story } from '../story.fixture.ts';
import guarantee from './clock-fault-spares-others.ts';

const beside = (reads: readonly [number, number], writes: readonly [number, number], kind = 'clock') =>
  examine(
    guarantee,
    new Story({ trials: [{ fault: 'clock-forward', class: kind }], endMs: 6000 })
      .fault(0, 1000, 3000, ['a-1'])
      .probes('read', 'b-1', reads)
      .probes('write', 'b-1', writes),
  );

test('the others go on', () =>
  expect(beside([1000, 1400], [0, 0])).toMatchObject({ verdict: 'PASS', checked: 2 }));
test('reads at the others stop', () => expect(beside([1000, 3000], [0, 0]).verdict).toBe('FAIL'));
test('writes at the others stop', () => expect(beside([0, 0], [1000, 3000]).verdict).toBe('FAIL'));
test('other faults are not its affair', () => {
  expect(beside([1000, 3000], [1000, 3000], 'process').verdict).toBe('NOT_TESTED');
});

/** b-1 not ready for the second half of every so many milliseconds while the fault is on. */
const flapping = (everyMs: number, instance = 'b-1') =>
  examine(
    guarantee,
    new Story({ trials: [{ fault: 'clock-forward', class: 'clock' }], endMs: 6000 })
      .fault(0, 1000, 3000, ['a-1'])
      .health('a-1')
      .health('b-1'),
    (record) =>
      record.kind === 'health' &&
      record.instance === instance &&
      record.sentMicros >= 1e6 &&
      record.sentMicros < 3e6 &&
      record.sentMicros % (everyMs * 1000) >= everyMs * 500
        ? { ...record, ready: false }
        : record,
  );
test('the others are knocked out again and again (DM-11)', () => {
  const { verdict, witnesses } = flapping(400);
  expect(verdict).toBe('FAIL');
  expect(witnesses[0]?.prose).toContain(
    'b-1, which it does not touch, said ready and then not ready 5 times',
  );
});
test('they hand over once', () => expect(flapping(2000).verdict).toBe('PASS'));
test('the one with the wrong clock may flap', () => expect(flapping(400, 'a-1').verdict).toBe('PASS'));
