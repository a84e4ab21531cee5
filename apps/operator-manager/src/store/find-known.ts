import { fromHex, toHex } from '@plimsoll/interface/operator/bytes';
import type { Hex } from '@plimsoll/interface/operator/operation';
import type { Ask } from '../database/open-database.ts';

/** Whether an operation is in the database. Questions of one turn of the event loop are asked together. */
export type FindKnown = (hash: Hex) => Promise<boolean>;

/** Makes the question; it rejects when the database does not answer. */
export function findKnownIn(ask: Ask): FindKnown {
  let waiting: { hash: Hex; resolve: (known: boolean) => void; reject: (error: unknown) => void }[] = [];
  const askAll = async (): Promise<void> => {
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
  };
  return (hash) =>
    new Promise((resolve, reject) => {
      if (waiting.push({ hash, resolve, reject }) === 1) setImmediate(() => void askAll());
    });
}
