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

/** b-1 is frozen from 1 s to 12 s; every n-th send through the gateway is left without an answer until the given time. */
const lostUntil = (ms: number, every = 2, touches: readonly string[] = ['b-1']) => {
  const story = new Story({
    gateways: ['a-gate'],
    endMs: 14_000,
    bounds: { hostLostMs: 6000 },
    trials: [
      { fault: 'pause-long', target: 'node:b-1', class: 'process' },
      { fault: 'kill', target: 'node:a-1', class: 'process' },
    ],
  })
    .fault(1, 200, 600, ['a-1'])
    .fault(0, 1000, 12_000, touches)
    .health('a-1')
    .health('a-gate')
    .health('b-1', [1000, 12_000], null);
  for (let id = 0; id < 130; id += 1) {
    const sentMs = 100 + id * 100;
    const lost = sentMs > 1000 && sentMs < ms && id % every === 0;
    story.send(id, sentMs, {
      instance: 'a-gate',
      ...(lost ? { servedBy: '', outcome: 'info', code: 'TIMEOUT' } : { servedBy: 'a-1' }),
    });
  }
  return examine(guarantee, story).verdict;
};

test('a node that is silent: until it is given up', () => expect(lostUntil(7000)).toBe('PASS'));
test('a node that is silent: on and on', () => expect(lostUntil(12_000)).toBe('FAIL'));
test('a node that is silent: tried now and then', () => expect(lostUntil(12_000, 10)).toBe('PASS'));
test('something else may have swallowed them', () =>
  expect(lostUntil(12_000, 2, ['b-1', 'a-gate'])).toBe('NOT_TESTED'));
