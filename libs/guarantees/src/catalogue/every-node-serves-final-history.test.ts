import { expect, test } from 'vitest';
import { examine, Story } from '../story.fixture.ts';
import guarantee from './every-node-serves-final-history.ts';

/** b-1 does not let member 1 read to the end, for these observers. */
const unread = (observers: readonly string[], how: 'incomplete' | 'refused' = 'incomplete') =>
  examine(guarantee, new Story().acknowledged(0, 100), (record, scene) => {
    const hit = scene.instance === 'b-1' && scene.member === 1 && observers.includes(scene.observer ?? '');
    if (!hit) return record;
    if (how === 'refused') return undefined;
    return record.kind === 'close' ? { ...record, complete: false } : record;
  }).verdict;

test('all read', () => expect(unread([])).toBe('PASS'));
test('neither observer came to the end', () => expect(unread(['first', 'second'])).toBe('FAIL'));
test('neither observer could even begin', () => expect(unread(['first', 'second'], 'refused')).toBe('FAIL'));
test('one of them could: not the node´s failure', () => expect(unread(['first'])).toBe('PASS'));
test('a run that never came to the final reads says nothing', () => {
  const finding = examine(guarantee, new Story(), (record) => (record.kind === 'phase' ? undefined : record));
  expect(finding.verdict).toBe('NOT_TESTED');
});
test('a fault that was never healed may be the reason', () => {
  const story = new Story({ trials: [{}] }).acknowledged(0, 100).fault(0, 500, 900, ['a-1']);
  const finding = examine(guarantee, story, (record, scene) => {
    if (record.kind === 'fault' && record.step === 'healed') return { ...record, step: 'not-healed' };
    return record.kind === 'close' && scene.observer !== 'live' ? { ...record, complete: false } : record;
  });
  expect(finding.verdict).toBe('NOT_TESTED');
});
