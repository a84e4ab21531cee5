import { expect, test } from 'vitest';
import { examine, Story } from '../story.fixture.ts';
import guarantee from './receipt-to-sender.ts';

const story = () => new Story().acknowledged(0, 100);
const receipt = (member: number, has: boolean) =>
  examine(guarantee, story(), (record, scene) =>
    record.kind === 'event' && scene.member === member ? { ...record, receipt: has } : record,
  ).verdict;

test('the sender has it, others have not', () => expect(receipt(0, true)).toBe('PASS'));
test('the sender has none', () => expect(receipt(0, false)).toBe('FAIL'));
test('somebody else has it', () => expect(receipt(1, true)).toBe('FAIL'));
