import { expect, test } from 'vitest';
import { examine, Story } from '../story.fixture.ts';
import guarantee from './no-invented-events.ts';

const changed = (to: object) =>
  examine(guarantee, new Story().acknowledged(0, 100), (record) =>
    record.kind === 'event' ? ({ ...record, ...to } as typeof record) : record,
  ).verdict;

test('sent by whom it names', () => expect(changed({})).toBe('PASS'));
test('sent by nobody', () => expect(changed({ id: 77 })).toBe('FAIL'));
test('no message of ours (an intruder, a foreign member)', () => expect(changed({ id: -1 })).toBe('FAIL'));
test('in the name of another', () => expect(changed({ sender: 2 })).toBe('FAIL'));
