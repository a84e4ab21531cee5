import { expect, test } from 'vitest';
import { at, examine, Story } from '../story.fixture.ts';
import guarantee from './accepted-is-sequenced-without-fault.ts';

const far = { maxSequencingTimeMicros: at(9000) };
const story = (more = {}, options = {}) =>
  new Story({ endMs: 6000, ...options }).send(0, 500, { ...far, ...more }).acknowledged(1, 700, far);
const verdict = (told: Story) => examine(guarantee, told).verdict;

test('sequenced', () => expect(verdict(story().sequenced(0, 502))).toBe('PASS'));
test('never, although a later one was', () => expect(verdict(story())).toBe('FAIL'));
test('it expired soon: legal', () => {
  expect(verdict(story({ maxSequencingTimeMicros: at(900) }))).not.toBe('FAIL');
});
test('its answer was not "accepted": not known', () => {
  expect(verdict(story({ outcome: 'info', code: 'TIMEOUT', status: undefined }))).not.toBe('FAIL');
});
test('near a fault: legal', () => {
  const told = story({}, { trials: [{}] }).fault(0, 900, 1500, ['a-1']);
  expect(verdict(told)).not.toBe('FAIL');
});
test('in a backlog, with nothing later sequenced there: legal', () => {
  expect(verdict(new Story({ endMs: 6000 }).acknowledged(1, 300, far).send(0, 500, far))).not.toBe('FAIL');
});
