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
