import { expect, test } from 'vitest';
import { examine, Story } from '../story.fixture.ts';
import guarantee from './acknowledged-is-visible.ts';

/** Five acknowledged sends, shown live at one node so much later; a fault on `touches` is on all the time. */
const shown = (lateMs: number, instance: string, touches = 'b-1', count = 5) => {
  const story = new Story({ endMs: 9000, trials: [{}] }).fault(0, 50, 8000, [touches]);
  for (let id = 0; id < count; id += 1) story.acknowledged(id, 100 + id * 50);
  return examine(guarantee, story, (record, scene) =>
    record.kind === 'event' && scene.observer === 'live' && scene.instance === instance
      ? { ...record, atMicros: record.atMicros + lateMs * 1000 }
      : record,
  ).verdict;
};

test('at once', () => expect(shown(0, 'a-1')).toBe('PASS'));
test('long after, at the very node that answered, while another is down', () => {
  expect(shown(5000, 'a-1')).toBe('FAIL');
});
test('at another node it may take longer', () => expect(shown(5000, 'b-1')).toBe('PASS'));
test('at a node that a fault touches', () => expect(shown(5000, 'a-1', 'a-1')).toBe('PASS'));
test('once or twice is the machine´s', () => expect(shown(5000, 'a-1', 'b-1', 1)).toBe('PASS'));
