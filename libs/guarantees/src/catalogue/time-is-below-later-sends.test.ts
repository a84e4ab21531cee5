import { expect, test } from 'vitest';
import { at, call, examine, Story } from '../story.fixture.ts';
import guarantee from './time-is-below-later-sends.ts';

const told = (timeMicros: number | null, ms = 100) =>
  examine(
    guarantee,
    new Story()
      .acknowledged(0, 200)
      .tell('load', ms, { kind: 'time', ...call(ms, 1), member: 0, timeMicros }),
  ).verdict;

test('below the next send', () => expect(told(at(201))).toBe('PASS'));
test('at it', () => expect(told(at(202))).toBe('FAIL'));
test('above it', () => expect(told(at(900))).toBe('FAIL'));
test('told after the send: binds it to nothing', () => expect(told(at(900), 250)).toBe('PASS'));
test('empty', () => expect(told(null)).toBe('NOT_TESTED'));
