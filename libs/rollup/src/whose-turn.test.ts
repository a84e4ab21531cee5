import fc from 'fast-check';
import { expect, test } from 'vitest';
import { whoseTurn, type TurnQuestion } from './whose-turn.ts';

const submitters = ['x', 'y', 'z'];
const asked = (self: string, more: Partial<TurnQuestion> = {}): boolean =>
  whoseTurn({ mode: 'active-passive', submitters, self, headNumber: 100, leaseBlocks: 5, ...more }).submit;

test('the submitter of the last batch keeps the turn, however quiet it is', () => {
  const last = { submitter: 'y', blockNumber: 3 };
  expect(submitters.map((self) => asked(self, { last }))).toEqual([false, true, false]);
});

test('work without a batch passes the turn on, one after another', () => {
  const at = (workSince: number): boolean[] =>
    submitters.map((self) => asked(self, { last: { submitter: 'y', blockNumber: 3 }, workSince }));
  expect(at(96)).toEqual([false, true, false]);
  expect(at(95)).toEqual([false, true, true]);
  expect(at(90)).toEqual([true, true, true]);
  // A batch in between starts the count anew.
  expect(asked('z', { last: { submitter: 'y', blockNumber: 98 }, workSince: 50 })).toBe(false);
});

test('before the first batch it is the first of the list', () => {
  expect(submitters.map((self) => asked(self))).toEqual([true, false, false]);
});

test('a command is stronger than the lease', () => {
  const last = { submitter: 'y', blockNumber: 99 };
  expect(asked('y', { last, command: 'leave' })).toBe(false);
  expect(asked('x', { last, command: 'take' })).toBe(true);
  expect(asked('x', { mode: 'active-active', command: 'leave' })).toBe(false);
  expect(asked('x', { mode: 'active-active' })).toBe(true);
});

test('while there is work somebody has the turn, and with one holder dead somebody else gets it', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...submitters),
      fc.nat(50),
      fc.nat(100),
      fc.integer({ min: 1, max: 9 }),
      (holder, block, workSince, leaseBlocks) => {
        const headNumber = Math.max(block, workSince) + leaseBlocks * submitters.length;
        const turns = submitters
          .filter((self) => self !== holder)
          .map((self) =>
            asked(self, {
              last: { submitter: holder, blockNumber: block },
              workSince,
              headNumber,
              leaseBlocks,
            }),
          );
        expect(turns).toContain(true);
      },
    ),
  );
});
