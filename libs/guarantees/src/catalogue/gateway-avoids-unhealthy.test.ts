import { expect, test } from 'vitest';
import { examine, Story } from '../story.fixture.ts';
import guarantee from './gateway-avoids-unhealthy.ts';

/** b-1 is not ready from 1 s to 5 s; the gateway sends to it until the given time. */
const sentUntil = (ms: number, aNotReady: readonly [number, number] = [0, 0]) => {
  const story = new Story({ gateways: ['a-gate'], endMs: 6000 })
    .health('a-1', aNotReady)
    .health('b-1', [1000, 5000]);
  for (let id = 0; id < 50; id += 1)
    story.send(id, 100 + id * 100, { instance: 'a-gate', servedBy: 100 + id * 100 < ms ? 'b-1' : 'a-1' });
  return examine(guarantee, story).verdict;
};

test('none', () => expect(sentUntil(0)).toBe('PASS'));
test('until it has noticed', () => expect(sentUntil(3000)).toBe('PASS'));
test('on and on', () => expect(sentUntil(5000)).toBe('FAIL'));
test('when there is no other', () => expect(sentUntil(5000, [1000, 5000])).toBe('NOT_TESTED'));
