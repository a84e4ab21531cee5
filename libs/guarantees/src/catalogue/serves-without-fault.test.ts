import { expect, test } from 'vitest';
import { examine, Story } from '../story.fixture.ts';
import guarantee from './serves-without-fault.ts';

test('every series succeeds', () => {
  expect(examine(guarantee, new Story().probes('write', 'a-1').probes('read', 'a-1')).verdict).toBe('PASS');
});

test('never became ready', () => {
  const values = { words: 'a-1 exited with code 1: port taken' };
  const note = { kind: 'note', atMicros: 1, client: 'runner', about: 'subject-not-ready', values } as const;
  const finding = examine(guarantee, new Story().tell('runner', 1, note));
  expect(finding.verdict).toBe('FAIL');
  expect(finding.witnesses[0]?.prose).toContain('port taken');
});

test('ready, but one instance never answers a write; the load was never begun', () => {
  const story = new Story().probes('write', 'a-1').probes('write', 'b-1', [0, 9999]);
  const finding = examine(guarantee, story, (record) =>
    record.kind === 'phase' && record.phase === 'load' ? undefined : record,
  );
  expect(finding.verdict).toBe('FAIL');
});
