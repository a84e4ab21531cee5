import { expect, test } from 'vitest';
import { examine, Story } from '../story.fixture.ts';
import guarantee from './stays-ready-without-fault.ts';

const exited = { kind: 'process', instance: 'a-1', site: 'a', event: 'exited', atMicros: 1.5e6 } as const;
const quiet = () => new Story({ endMs: 4000 });
const faulty = () => new Story({ endMs: 6000, trials: [{}] }).fault(0, 1000, 2000, ['a-1']);
const verdict = (story: Story) => examine(guarantee, story).verdict;

test('ready throughout', () => expect(verdict(quiet().health('a-1'))).toBe('PASS'));
test('a moment of doubt', () => expect(verdict(quiet().health('a-1', [1000, 1200]))).toBe('PASS'));
test('not ready for long', () => expect(verdict(quiet().health('a-1', [1000, 1600]))).toBe('FAIL'));
test('no answer for long', () => expect(verdict(quiet().health('a-1', [1000, 1600], null))).toBe('FAIL'));
test('in and out of ready, again and again (DM-08)', () => {
  const finding = examine(guarantee, quiet().health('a-1'), (record) =>
    record.kind === 'health' && Math.floor(record.sentMicros / 1e6) * 1e6 + 100_000 > record.sentMicros
      ? { ...record, ready: false }
      : record,
  );
  expect(finding.verdict).toBe('FAIL');
});
test('a process that ends by itself', () => {
  expect(verdict(quiet().health('a-1').tell('runner', 1500, exited))).toBe('FAIL');
});
test('while a fault is on, and in the recovery after it', () => {
  expect(verdict(faulty().health('a-1', [1000, 2400]).tell('runner', 1500, exited))).toBe('PASS');
});

/** Steady state is waited for from 1 ms on, in vain: no fault is tried, and no load phase ever comes. */
const neverSteady = (downMs: readonly [number, number]) =>
  examine(
    guarantee,
    new Story({ endMs: 4000 })
      .health('a-1', [...downMs])
      .tell('runner', 3500, { kind: 'phase', phase: 'heal', atMicros: 3.5e6 }),
    (record) =>
      record.kind === 'phase' && record.phase === 'load' ? { ...record, phase: 'steady' } : record,
  ).verdict;
test('not ready while steady state is waited for, though it has had its recovery time', () => {
  expect(neverSteady([1000, 1600])).toBe('FAIL');
});
test('not ready in its first moments, or after the waiting was given up', () => {
  expect(neverSteady([0, 300])).toBe('PASS');
  expect(neverSteady([3550, 4000])).toBe('PASS');
});
