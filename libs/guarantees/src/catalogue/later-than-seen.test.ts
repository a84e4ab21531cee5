import { expect, test } from 'vitest';
import { examine, Story } from '../story.fixture.ts';
import guarantee from './later-than-seen.ts';

const story = (secondMs: number) =>
  new Story().acknowledged(0, 100).send(1, 300).sequenced(1, secondMs).acknowledged(2, 800);

test('later sends, later times; clocks far off change nothing', () => {
  expect(examine(guarantee, story(302)).verdict).toBe('PASS');
});

test('below an event shown before it was sent', () => {
  const noProofs = examine(guarantee, story(101), (record) => (record.kind === 'proof' ? undefined : record));
  expect(noProofs.verdict).toBe('FAIL');
});

test('below a proof shown before it was sent', () => {
  expect(examine(guarantee, story(150)).verdict).toBe('FAIL');
});

test('below an acknowledged time that no reader had seen yet', () => {
  const finding = examine(guarantee, story(101), (record, scene) =>
    scene.observer === 'live' ? undefined : record,
  );
  expect(finding.verdict).toBe('FAIL');
});

test('what is shown only after it was sent binds it to nothing', () => {
  const slow = new Story().send(0, 100, { doneMicros: 600_000 }).acknowledged(1, 200).sequenced(0, 199);
  const finding = examine(guarantee, slow, (record) => (record.kind === 'proof' ? undefined : record));
  expect(finding.verdict).toBe('PASS');
});
