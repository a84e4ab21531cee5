import type { InBatch } from '@plimsoll/kafka-client/consumer';
import { fromHex } from '@plimsoll/interface/operator/bytes';
import type {
  BatchUpdateRecord,
  InvalidOperationRecord,
  ReceivedOrderRecord,
} from '@plimsoll/interface/operator/kafka-records';
import type { Ask, Database } from '../database/open-database.ts';

/** Applies what the own engine tells: batches, and operations that it found invalid. All of it may come twice (RG-13). */
export async function hearEngine(
  database: Pick<Database, 'transaction'>,
  batch: InBatch,
  batchUpdatesTopic: string,
): Promise<void> {
  const values = batch.records.map(({ value }) => JSON.parse(value.toString('utf8')) as unknown);
  await database.transaction(async (ask) => {
    if (batch.topic !== batchUpdatesTopic) return saveRejections(ask, values as InvalidOperationRecord[]);
    for (const update of values as BatchUpdateRecord[])
      await (update.event === 'submitted' ? saveBatch(ask, update) : saveFinal(ask, update));
  });
}

/** A batch that the contract accepted. One at a height that is there already takes its place and that of all above it: a reorg. */
async function saveBatch(ask: Ask, update: BatchUpdateRecord): Promise<void> {
  const { height, parentRoot, newRoot, operatorId, blockNumber, blockHash } = update;
  const { operations = [], received = [] } = update;
  const [there] = await ask<{ new_root: Buffer; block_hash: Buffer }>({
    text: 'select new_root, block_hash from batch where height = $1',
    values: [height],
  });
  if (there?.new_root.equals(fromHex(newRoot)) && there.block_hash.equals(fromHex(blockHash))) return;
  // What is final stays (RG-14); if the chain contradicts it, the engine raises the alarm.
  await ask({ text: 'delete from batch where height >= $1 and not final', values: [height] });
  await ask({
    text: `insert into batch (height, parent_root, new_root, operator_id, block_number, block_hash)
      values ($1, $2, $3, $4, $5, $6) on conflict do nothing`,
    values: [height, fromHex(parentRoot), fromHex(newRoot), operatorId, blockNumber, fromHex(blockHash)],
  });
  await ask({
    text: `insert into batched (hash, height, order_index, account_id)
      select * from unnest($1::bytea[], $2::bigint[], $3::bigint[], $4::bigint[])
      on conflict (hash) do update set height = excluded.height, order_index = excluded.order_index,
        account_id = excluded.account_id
      where not exists (select from batch b where b.height = batched.height and b.final)`,
    values: [
      operations.map(({ hash }) => fromHex(hash)),
      operations.map(() => height),
      operations.map(({ index }) => index ?? null),
      operations.map(({ accountId }) => accountId ?? null),
    ],
  });
  if (received.length > 0) await saveReceived(ask, height, received);
}

/** Deposits and orders of another operator's accounts: known from the batch alone. */
async function saveReceived(
  ask: Ask,
  height: number,
  received: readonly ReceivedOrderRecord[],
): Promise<void> {
  await ask({
    text: `insert into received (order_index, height, from_id, to_id, token_id, amount)
      select index, $1, from_id, to_id, token_id, amount
      from unnest($2::bigint[], $3::bigint[], $4::bigint[], $5::int[], $6::numeric[])
        as told (index, from_id, to_id, token_id, amount)
      on conflict do nothing`,
    values: [
      height,
      received.map(({ index }) => index),
      received.map(({ from }) => from),
      received.map(({ to }) => to),
      received.map(({ tokenId }) => tokenId),
      received.map(({ amount }) => amount),
    ],
  });
}

async function saveFinal(ask: Ask, { height, newRoot }: BatchUpdateRecord): Promise<void> {
  await ask({
    text: 'update batch set final = true where height = $1 and new_root = $2 and not final',
    values: [height, fromHex(newRoot)],
  });
}

async function saveRejections(ask: Ask, rejections: readonly InvalidOperationRecord[]): Promise<void> {
  // The first one stands (RG-08).
  await ask({
    text: `insert into rejection (hash, reason, final_height)
      select * from unnest($1::bytea[], $2::text[], $3::bigint[]) on conflict do nothing`,
    values: [
      rejections.map(({ hash }) => fromHex(hash)),
      rejections.map(({ reason }) => reason),
      rejections.map(({ finalHeight }) => finalHeight),
    ],
  });
}
