import type { InBatch } from '@plimsoll/kafka-client/consumer';
import { operationHash } from '@plimsoll/interface/operator/operation-hash';
import type { Hex } from '@plimsoll/interface/operator/operation';
import { isWriteMethod, parseParams } from '@plimsoll/interface/operator/parse-params';
import { hashIn, parseRecord, type KnownOperation } from '../intake/known-operation.ts';

/** A record that is no operation of this rollup; it is left out and told of, and stops nothing (RG-19). */
export interface PoisonRecord {
  readonly topic: string;
  readonly partition: number;
  readonly offset: bigint;
  readonly why: string;
}

/**
 * The operations in records of a pending-operations topic.
 *
 * @param rollup the hash of each is worked out anew for it: what another program wrote is not taken on trust
 * @param isDone whether an operation is in database and engine already, judged by the hash alone
 */
export function takeRecords(
  { topic, partition, records }: InBatch,
  rollup: Hex,
  isDone: (hash: Hex) => boolean,
  onPoison: (poison: PoisonRecord) => void,
): KnownOperation[] {
  return records.flatMap(({ value, offset }) => {
    const told = hashIn(value);
    if (told && isDone(told)) return [];
    try {
      return [takeRecord(value, rollup)];
    } catch (error) {
      onPoison({ topic, partition, offset, why: (error as Error).message });
      return [];
    }
  });
}

function takeRecord(value: Buffer, rollup: Hex): KnownOperation {
  const { hash, method, params, acceptedBy, acceptedAtMicros } = parseRecord(value);
  if (!isWriteMethod(method)) throw new Error(`${method} is no write`);
  const { operation } = parseParams(method, params);
  if (operationHash(rollup, operation) !== hash)
    throw new Error(`the hash ${hash} is not that of its operation`);
  return { hash, operation, method, paramsText: JSON.stringify(params), acceptedBy, acceptedAtMicros };
}
