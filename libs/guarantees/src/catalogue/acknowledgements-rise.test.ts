import { expect, test } from 'vitest';
import { at, call, examine, Story } from '../story.fixture.ts';
import guarantee from './acknowledgements-rise.ts';

type Made = readonly [ms: number, asked: number, answered: number | undefined];
const made = (all: readonly Made[], bounds: readonly (readonly [number, number | null])[] = []) => {
  const story = new Story({ capabilities: ['acknowledge'] });
  for (const [ms, asked, answered] of all)
    story.tell('load', ms, {
      kind: 'acknowledge',
      ...call(ms, 5),
      ...(answered === undefined ? { outcome: 'info' } : { acknowledgedMicros: at(answered) }),
      member: 1,
      askedMicros: at(asked),
    });
  for (const [ms, told] of bounds)
    story.tell('watch', ms, {
      kind: 'bounds',
      ...call(ms, 5),
      member: 1,
      lowerBoundMicros: null,
      acknowledgedMicros: told === null ? null : at(told),
    });
  return examine(guarantee, story).verdict;
};

test('rising, repeated, lower ones answered with the highest', () => {
  expect(
    made(
      [
        [100, 50, 50],
        [200, 150, 150],
        [300, 60, 150],
      ],
      [[250, 150]],
    ),
  ).toBe('PASS');
});
test('answered below what was asked', () => expect(made([[100, 50, 40]])).toBe('FAIL'));
test('answered below an earlier answer (DM-29)', () => {
  expect(
    made([
      [100, 50, 50],
      [200, 40, 40],
    ]),
  ).toBe('FAIL');
});
test('answered above anything asked', () => expect(made([[100, 50, 60]])).toBe('FAIL'));
test('the bounds tell less than was answered, or nothing', () => {
  expect(made([[100, 50, 50]], [[200, 40]])).toBe('FAIL');
  expect(made([[100, 50, 50]], [[200, null]])).toBe('FAIL');
});
test('two at the same time may be answered in any order', () => {
  expect(
    made([
      [100, 50, 50],
      [102, 40, 50],
      [104, 60, 60],
    ]),
  ).toBe('PASS');
});
test('one without an answer may have been taken, or not', () => {
  expect(
    made([
      [100, 50, undefined],
      [200, 40, 50],
    ]),
  ).toBe('PASS');
  expect(
    made([
      [100, 50, undefined],
      [200, 40, 40],
    ]),
  ).toBe('PASS');
});
