import type { Hex, Operation } from '@plimsoll/interface/operator/operation';
import type { PendingRecord } from '@plimsoll/interface/operator/kafka-records';

/** An operation with all that the manager passes on: to the topic, the database and the engine. */
export interface KnownOperation {
  readonly hash: Hex;
  readonly operation: Operation;
  readonly method: string;
  /** The positional parameters as JSON text, written once and copied from then on. */
  readonly paramsText: string;
  readonly acceptedBy: string;
  readonly acceptedAtMicros: number;
  /** Its signature was checked here, when it was asked for; not so of what was copied or read back: that the engine checks. */
  readonly verified?: boolean;
}

/** Value of its record in the pending-operations topic (`PendingRecord`). The hash stands at a fixed place: see `hashIn`. */
export function recordOf(known: KnownOperation): string {
  const { hash, method, paramsText, acceptedBy, acceptedAtMicros } = known;
  return (
    `{"v":1,"hash":"${hash}","method":"${method}","params":${paramsText},` +
    `"acceptedBy":${JSON.stringify(acceptedBy)},"acceptedAtMicros":${acceptedAtMicros}}`
  );
}

const before = '{"v":1,"hash":"';

/** The hash in a record that `recordOf` wrote, without parsing it; undefined if another program wrote it otherwise. */
export function hashIn(value: Buffer): Hex | undefined {
  if (value.toString('latin1', 0, before.length) !== before) return undefined;
  const hash = value.toString('latin1', before.length, before.length + 66);
  return /^0x[0-9a-f]{64}$/.test(hash) ? (hash as Hex) : undefined;
}

/** A record as read from a topic. @throws when it is none of version 1 */
export function parseRecord(value: Buffer): PendingRecord {
  const record = JSON.parse(value.toString('utf8')) as Partial<PendingRecord>;
  const { v, hash, method, params, acceptedBy, acceptedAtMicros } = record;
  if (v !== 1) throw new Error(`a record of version ${String(v)}`);
  if (typeof hash !== 'string' || !/^0x[0-9a-f]{64}$/.test(hash)) throw new Error('a record without a hash');
  if (typeof method !== 'string' || !Array.isArray(params)) throw new Error('a record without a call');
  if (
    typeof acceptedBy !== 'string' ||
    !/^[\x21-\x7e]{1,200}$/.test(acceptedBy) ||
    !Number.isSafeInteger(acceptedAtMicros)
  )
    throw new Error('a record that does not say who accepted it, or when');
  return record as PendingRecord;
}
