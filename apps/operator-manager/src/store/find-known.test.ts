import { expect, test } from 'vitest';
import { fromHex } from '@plimsoll/interface/operator/bytes';
import type { Hex } from '@plimsoll/interface/operator/operation';
import type { Ask } from '../database/open-database.ts';
import { findKnownIn } from './find-known.ts';

const hash = (n: number): Hex => `0x${String(n).padStart(64, '0')}`;

/** A database that answers when it is told to. */
function slowDatabase(known: readonly Hex[]): { ask: Ask; asked: Hex[][]; answers: (() => void)[] } {
  const asked: Hex[][] = [];
  const answers: (() => void)[] = [];
  const ask = ({ values = [] }: { values?: unknown[] }): Promise<never[]> => {
    const hashes = (values[0] as Buffer[]).map((each): Hex => `0x${each.toString('hex')}`);
    asked.push(hashes);
    return new Promise((resolve) =>
      answers.push(() =>
        resolve(
          hashes.filter((each) => known.includes(each)).map((each) => ({ hash: fromHex(each) })) as never[],
        ),
      ),
    );
  };
  return { ask: ask as unknown as Ask, asked, answers };
}

test('what is asked while two questions are on their way goes into one more', async () => {
  const { ask, asked, answers } = slowDatabase([hash(2), hash(4)]);
  const isKnown = findKnownIn(ask);
  const first = Promise.all([isKnown(hash(1)), isKnown(hash(2))]);
  await expect.poll(() => asked).toEqual([[hash(1), hash(2)]]);
  const second = isKnown(hash(3));
  await expect.poll(() => asked).toHaveLength(2);
  const rest = Promise.all([isKnown(hash(4)), isKnown(hash(5))]);
  answers[0]?.();
  expect(await first).toEqual([false, true]);
  await expect.poll(() => asked.at(-1)).toEqual([hash(4), hash(5)]);
  expect(asked).toHaveLength(3);
  // The second, whose connection may be dead, holds up nobody.
  answers[2]?.();
  expect(await rest).toEqual([true, false]);
  answers[1]?.();
  expect(await second).toBe(false);
});

test('a question that fails fails for those who asked it, and the next is asked', async () => {
  let fails = true;
  const ask = (() => (fails ? Promise.reject(new Error('away')) : Promise.resolve([]))) as Ask;
  const isKnown = findKnownIn(ask);
  await expect(isKnown(hash(1))).rejects.toThrow('away');
  fails = false;
  expect(await isKnown(hash(1))).toBe(false);
});
