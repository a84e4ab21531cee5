import { expect, test } from 'vitest';
import { servesReads } from './serves-reads.ts';

const well = { stopping: false, databaseTrouble: undefined };
const reader = { wasCaughtUp: true, silentMs: 60_000, lag: 0, trouble: 'no broker' };

test('reads are answered as long as the database is there, also when no topic is', () => {
  expect(servesReads(well, { own: reader, hearing: reader })).toBe(true);
});

test.each([
  [{ ...well, stopping: true }, reader],
  [{ ...well, databaseTrouble: 'gone' }, reader],
  // It would show what was before, as if it were all.
  [well, { ...reader, wasCaughtUp: false }],
])('not while it stops, without database, or before it was caught up once', (facts, hearing) => {
  expect(servesReads(facts, { own: reader, hearing })).toBe(false);
});
