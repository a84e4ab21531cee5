import { fromHex, toHex } from '@plimsoll/interface/operator/bytes';
import type { Hex } from '@plimsoll/interface/operator/operation';
import type { Ask } from '../database/open-database.ts';

/** Whether an operation is in the database. What is asked while a question is on its way goes into the next one. */
export type FindKnown = (hash: Hex) => Promise<boolean>;

/** Questions on their way at a time: one whose connection has died must not hold up all others. */
const underWayMax = 2;

/** Makes the question; it rejects when the database does not answer. */
export function findKnownIn(ask: Ask): FindKnown {
  let waiting: { hash: Hex; resolve: (known: boolean) => void; reject: (error: unknown) => void }[] = [];
  let underWay = 0;
  const askAll = async (): Promise<void> => {
    underWay += 1;
    // What comes in the same turn goes along.
    await new Promise((resolve) => setImmediate(resolve));
    while (waiting.length > 0) {
      const asked = waiting;
      waiting = [];
      try {
        const rows = await ask<{ hash: Buffer }>({
          name: 'find-known',
          text: 'select hash from operation where hash = any($1::bytea[])',
          values: [asked.map(({ hash }) => fromHex(hash))],
        });
        const known = new Set(rows.map(({ hash }) => toHex(hash)));
        for (const { hash, resolve } of asked) resolve(known.has(hash));
      } catch (error) {
        for (const { reject } of asked) reject(error);
      }
    }
    underWay -= 1;
  };
  return (hash) =>
    new Promise((resolve, reject) => {
      waiting.push({ hash, resolve, reject });
      if (underWay < underWayMax) void askAll();
    });
}
