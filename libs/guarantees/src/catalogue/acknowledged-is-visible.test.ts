import type { EventRecord } from '@plimsoll/history/record';
import { expect, test } from 'vitest';
import { examine, Story } from '../story.fixture.ts';
import guarantee from './acknowledged-is-visible.ts';

/**
 * Five acknowledged sends, shown live at one node so much later; a fault on `touches` is on all the time. Time proofs go on meanwhile,
 * unless the stream is silent.
 */
const shown = (lateMs: number, instance: string, touches = 'b-1', count = 5, silent = false, loopMs = 0) => {
  const story = new Story({ endMs: 9000, trials: [{}] }).fault(0, 50, 8000, [touches]);
  for (let id = 0; id < count; id += 1) story.acknowledged(id, 100 + id * 50);
  const max = loopMs * 1000;
  story.tell('load', 8999, {
    kind: 'note',
    atMicros: 8_999_000,
    client: 'load',
    about: 'eventLoop',
    values: { unit: 'us', max },
  });
  const kept: EventRecord[] = [];
  return examine(guarantee, story, (record, scene) => {
    if (scene.observer !== 'live' || scene.instance !== instance || lateMs === 0) return record;
    if (record.kind === 'event') {
      kept.push({ ...record, atMicros: record.atMicros + lateMs * 1000 });
      return undefined;
    }
    if (record.kind !== 'proof') return record;
    const due = kept.filter((each) => each.stream === record.stream && each.atMicros <= record.atMicros);
    for (const each of due) kept.splice(kept.indexOf(each), 1);
    const now = due.map((each) => ({ ...each, atMicros: record.atMicros }));
    const quiet = silent && record.atMicros > 600_000 && record.atMicros < 5_000_000;
    return quiet ? now : [record, ...now];
  }).verdict;
};

test('at once', () => expect(shown(0, 'a-1')).toBe('PASS'));
test('long after, at the very node that answered, while another is down', () => {
  expect(shown(5000, 'a-1')).toBe('FAIL');
});
test('at another node it may take longer', () => expect(shown(5000, 'b-1')).toBe('PASS'));
test('at a node that a fault touches', () => expect(shown(5000, 'a-1', 'a-1')).toBe('PASS'));
test('once or twice is the machine´s', () => expect(shown(5000, 'a-1', 'b-1', 1)).toBe('PASS'));
test('a stream on which nothing arrives at all proves nothing', () => {
  expect(shown(5000, 'a-1', 'b-1', 5, true)).toBe('PASS');
});
test('nor does a client that was itself late', () =>
  expect(shown(5000, 'a-1', 'b-1', 5, false, 1500)).toBe('PASS'));
