import { expect, test } from 'vitest';
import { examine, Story } from '../story.fixture.ts';
import guarantee from './no-retraction.ts';

const story = () => new Story().acknowledged(0, 100).acknowledged(1, 200).acknowledged(2, 300);

test('what was shown live stays', () => {
  expect(examine(guarantee, story()).verdict).toBe('PASS');
});

test('gone at the end, at every node or at one', () => {
  for (const nodes of [['a-1', 'b-1'], ['b-1']]) {
    const finding = examine(guarantee, story(), (record, scene) =>
      record.kind === 'event' &&
      record.id === 1 &&
      scene.observer !== 'live' &&
      nodes.includes(scene.instance ?? '')
        ? undefined
        : record,
    );
    expect(finding.verdict).toBe('FAIL');
  }
});

test('never shown live, so not taken back', () => {
  const finding = examine(guarantee, story(), (record) =>
    record.kind === 'event' && record.id === 1 ? undefined : record,
  );
  expect(finding.verdict).toBe('PASS');
});

test('shown live after the final reading had ended: not yet in it', () => {
  const finding = examine(guarantee, story(), (record, scene) =>
    record.kind === 'event' && record.id === 2 && scene.observer !== 'live' ? undefined : record,
  );
  expect(finding.verdict).toBe('PASS');
});
