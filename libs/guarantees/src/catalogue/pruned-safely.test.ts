import { expect, test } from 'vitest';
import { at, call, examine, Story } from '../story.fixture.ts';
import guarantee from './pruned-safely.ts';

const acknowledged = (capabilities: readonly string[] = ['pruning', 'acknowledge']) => {
  const story = new Story({ capabilities }).acknowledged(0, 20).acknowledged(1, 250);
  for (const member of [0, 1, 2])
    story.tell('load', 300, {
      kind: 'acknowledge',
      ...call(300, 5),
      member,
      askedMicros: at(100 + 50 * member),
      acknowledgedMicros: at(100 + 50 * member),
    });
  return story;
};
const told = (...bounds: readonly (readonly [ms: number, lower: number | null])[]) => {
  const story = acknowledged();
  for (const [ms, lower] of bounds)
    story.tell('load', ms, {
      kind: 'bounds',
      ...call(ms, 5),
      member: 0,
      lowerBoundMicros: lower === null ? null : at(lower),
      acknowledgedMicros: at(100),
    });
  return examine(guarantee, story).verdict;
};
const refused = (fromMicros: number | null, capabilities?: readonly string[]) =>
  examine(guarantee, acknowledged(capabilities), (record, scene) => {
    if (scene.observer !== 'live' || scene.instance !== 'b-1') return record;
    if (record.kind === 'open') return { ...record, fromMicros };
    return record.kind === 'close' ? { ...record, code: 'EVENTS_UNAVAILABLE' } : undefined;
  }).verdict;

test('rising, up to the slowest acknowledgement', () => {
  expect(told([10, null], [350, 60], [400, 100])).toBe('PASS');
});
test('falling', () => expect(told([350, 90], [400, 80])).toBe('FAIL'));
test('above the slowest', () => expect(told([350, 101])).toBe('FAIL'));
test('above it before anybody acknowledged', () => expect(told([200, 50])).toBe('FAIL'));
test('a bound below every event prunes nothing', () => expect(told([200, 10])).toBe('PASS'));
test('refused below the bound, or from the beginning', () => {
  expect(refused(at(50))).toBe('PASS');
  expect(refused(null)).toBe('PASS');
});
test('refused above the slowest', () => expect(refused(at(120))).toBe('FAIL'));
test('refused by a subject that does not prune', () => {
  expect(refused(null, ['acknowledge'])).toBe('FAIL');
});
