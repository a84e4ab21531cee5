import type { EventRecord } from '@plimsoll/history/record';
import { expect, test } from 'vitest';
import { examine, Story } from '../story.fixture.ts';
import guarantee from './content-as-sent.ts';

const envelopes = [
  { to: [1], bytes: 20, digest: 11 },
  { to: [0, 1, 2], bytes: 30, digest: 12 },
];
const story = () => new Story().send(0, 100, { envelopes, doneMicros: 150_000 }).sequenced(0, 102);
type Envelopes = EventRecord['envelopes'];
const changed = (to: (envelopes: Envelopes) => Envelopes) =>
  examine(guarantee, story(), (record, scene) =>
    record.kind === 'event' && scene.member === 1 ? { ...record, envelopes: to(record.envelopes) } : record,
  ).verdict;
const first = (to: Partial<Envelopes[number]>) =>
  changed((all) => all.map((each, index) => (index === 0 ? { ...each, ...to } : each)));

test('as sent, to each what is addressed to him; also when shown before the answer', () => {
  expect(examine(guarantee, story())).toMatchObject({ verdict: 'PASS', checked: 3 });
});
test('another digest', () => expect(first({ digest: 99 })).toBe('FAIL'));
test('another length', () => expect(first({ bytes: 21 })).toBe('FAIL'));
test("another message's content", () => expect(first({ id: 5 })).toBe('FAIL'));
test('another order', () => expect(changed((all) => [...all].reverse())).toBe('FAIL'));
test('one missing', () => expect(changed((all) => all.slice(1))).toBe('FAIL'));
test('one too many', () => expect(changed((all) => [...all, ...all])).toBe('FAIL'));
