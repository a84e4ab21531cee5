import { execFile } from 'node:child_process';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import type { Row } from '../row.ts';

const root = resolve(import.meta.dirname, '../../..');

/** A row of `contracts/src/gas.ts --json`. */
interface GasRow {
  readonly operations: number;
  readonly what: 'orders' | 'outbound';
  readonly gas: number;
  readonly floor: number;
  readonly standard: number;
}

/** What an operation in a batch costs on chain, against what its bytes cost at least. */
export const gas: Row = {
  name: 'gas',
  async measure({ say }) {
    say('submitting batches to the contract');
    const { stdout } = await promisify(execFile)(process.execPath, [
      join(root, 'contracts/src/gas.ts'),
      '--json',
    ]);
    const rows = JSON.parse(stdout) as readonly GasRow[];
    const orders = rows.filter(({ what }) => what === 'orders');
    const each = (row: GasRow, of: 'gas' | 'floor' | 'standard'): string =>
      (row[of] / row.operations).toFixed(0);
    const worst = Math.max(...orders.map((row) => row.gas / row.floor));
    return {
      what: 'gas per operation in a batch',
      measured: orders.map((row) => `${each(row, 'gas')} (${row.operations})`).join(', '),
      against: `calldata floor, EIP-7623: ${orders.map((row) => `${each(row, 'floor')} (${row.operations})`).join(', ')}`,
      ratio: worst,
      toReach: 'within 2×, at every size of batch',
      reached: worst < 2,
      notes: [
        'Money orders, created and redeemed in turn; in brackets the operations of the batch. Gas is exact, so n = 1.',
        `Standard price of the same bytes (4 gas a token, where execution comes on top): ${orders.map((row) => `${each(row, 'standard')} (${row.operations})`).join(', ')}.`,
        `Outbound transfers write a storage slot for each new receiver, which no compact data saves: ${rows
          .filter(({ what }) => what === 'outbound')
          .map((row) => `${each(row, 'gas')}, ${(row.gas / row.floor).toFixed(1)}× (${row.operations})`)
          .join(', ')}.`,
      ],
      samples: Object.fromEntries(rows.map((row) => [`gas, ${row.operations} ${row.what}`, [row.gas]])),
    };
  },
};
