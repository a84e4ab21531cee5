import { expect, test } from 'vitest';
import { examine, Story } from '../story.fixture.ts';
import guarantee from './rejoined-instance-serves.ts';

const back = (healthMs: number, readMs: number, writeMs: number) =>
  examine(
    guarantee,
    new Story({ trials: [{}], endMs: 4000 })
      .fault(0, 1000, 2000, ['a-1'])
      .health('a-1', [1000, healthMs], null)
      .probes('read', 'a-1', [1000, readMs])
      .probes('write', 'a-1', [1000, writeMs])
      .probes('write', 'b-1', [2000, 4000]),
  ).verdict;

test('ready and serving within the claimed time', () => expect(back(2300, 2300, 2300)).toBe('PASS'));
test('not ready', () => expect(back(2700, 2300, 2300)).toBe('FAIL'));
test('ready, but no reads', () => expect(back(2300, 4000, 2300)).toBe('FAIL'));
test('ready, but no writes', () => expect(back(2300, 2300, 4000)).toBe('FAIL'));
