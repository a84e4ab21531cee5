import type {
  InvalidRecord,
  Observer,
  PendingRecord,
  TopicNoteRecord,
  UpdateRecord,
} from '@plimsoll/history/operator-record';
import type { ReadableTopic } from '../../client.ts';
import { isObject } from '../rpc-call.ts';
import type { RawRecord } from './final-clients.ts';

/** What an observer records of topics. */
export type TopicRecord = PendingRecord | UpdateRecord | InvalidRecord | TopicNoteRecord;

/** A record of a topic as the interface defines its value (operator/kafka-records.ts); `garbage` where it does not fit. */
export function topicRecord(
  { topic, name, owner = '' }: ReadableTopic,
  { partition, offset, key, value }: RawRecord,
  seen: { readonly observer: Observer; readonly atMicros: number },
): TopicRecord {
  const place = { ...seen, topic, partition, offset };
  const garbage = (detail: string): TopicNoteRecord => ({
    kind: 'topic',
    ...place,
    state: 'garbage',
    detail,
  });
  const body = parse(value);
  if (!isObject(body)) return garbage('not a JSON object');
  if (body['v'] !== 1) return garbage(`version ${String(body['v'])}`);
  const {
    hash,
    acceptedBy,
    event,
    height,
    newRoot,
    blockNumber,
    blockHash,
    operations,
    reason,
    finalHeight,
  } = body;
  if (name === 'pending-operations') {
    if (typeof hash !== 'string' || typeof acceptedBy !== 'string') return garbage('hash or acceptedBy');
    return { kind: 'pending', ...place, owner, key: key?.toString() ?? '', hash, acceptedBy };
  }
  if (name === 'batch-updates') {
    if (event !== 'submitted' && event !== 'finalised') return garbage('event');
    if (!isCount(height) || !isCount(blockNumber)) return garbage('height or blockNumber');
    if (typeof newRoot !== 'string' || typeof blockHash !== 'string') return garbage('newRoot or blockHash');
    const list: readonly unknown[] = Array.isArray(operations) ? operations : [];
    const hashes = list.map((each) => (isObject(each) ? each['hash'] : undefined));
    if (!hashes.every((each) => typeof each === 'string')) return garbage('operations');
    return { kind: 'update', ...place, owner, event, height, newRoot, blockNumber, blockHash, hashes };
  }
  if (name === 'invalid-operations') {
    if (typeof hash !== 'string' || typeof reason !== 'string' || !isCount(finalHeight))
      return garbage('hash, reason or finalHeight');
    return { kind: 'invalid', ...place, owner, hash, reason, finalHeight };
  }
  return garbage(`the interface knows no topic "${name}"`);
}

function parse(value: Buffer | null): unknown {
  try {
    return JSON.parse(value?.toString() ?? '');
  } catch {
    return undefined;
  }
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}
