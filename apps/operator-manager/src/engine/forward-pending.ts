import type { Ask } from '../database/open-database.ts';
import type { Registered } from './engine-client.ts';
import { toHex } from '@plimsoll/interface/operator/bytes';

interface Row {
  readonly hash: Buffer;
  readonly method: string;
  readonly params: string;
  readonly saved_micros: number;
}

const page = 1000;

/**
 * Gives an engine that has started anew everything that is not settled, oldest first: it keeps nothing of its own
 * (RH-2). Registering twice does no harm.
 *
 * @returns how many
 */
export async function forwardPending(
  ask: Ask,
  register: (operations: readonly Registered[]) => Promise<void>,
): Promise<number> {
  let after: [number, Buffer] = [-1, Buffer.alloc(0)];
  for (let count = 0; ;) {
    const rows = await ask<Row>({
      name: 'pending-page',
      text:
        "select hash, method, params, saved_micros from standing where not final and status = 'PENDING'" +
        ` and (saved_micros, hash) > ($1, $2) order by saved_micros, hash limit ${page}`,
      values: after,
    });
    if (rows.length === 0) return count;
    await register(
      rows.map(({ hash, method, params }) => ({ hash: toHex(hash), method, paramsText: params })),
    );
    count += rows.length;
    const last = rows.at(-1) as Row;
    after = [last.saved_micros, last.hash];
  }
}
