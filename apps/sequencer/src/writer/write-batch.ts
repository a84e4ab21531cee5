import type { Config } from '../config/config.ts';
import type { Connection } from '../database/connection.ts';
import { arrayLiteral } from './array-literal.ts';
import type { AssignedBatch } from './assign.ts';
import type { Lease } from './lease.ts';

/** A payload with its id, before its event has a timestamp. */
export interface PayloadRow {
  readonly payloadMicros: number;
  readonly content: string;
}

/** The durable steps that an order of writing is made of. Each rejects if it did not do all it was asked. */
export interface WriteSteps {
  readonly savePayloads: (rows: readonly PayloadRow[]) => Promise<void>;
  readonly saveEvents: (batch: AssignedBatch) => Promise<void>;
  readonly saveWatermark: (watermarkMicros: number) => Promise<void>;
  /** All three in one statement and one commit; nothing is written if the watermark may not be saved. */
  readonly saveAll: (rows: readonly PayloadRow[], batch: AssignedBatch) => Promise<void>;
}

/** The order in which a batch becomes durable. `assign` gives the timestamps, at the moment it is called. */
export type WriteOrder = (
  steps: WriteSteps,
  payloads: readonly PayloadRow[],
  assign: () => AssignedBatch,
) => Promise<AssignedBatch>;

/** Payload, then event, then watermark, each committed before the next (DG-03). */
export const writeSeparately: WriteOrder = async (steps, payloads, assign) => {
  if (payloads.length > 0) await steps.savePayloads(payloads);
  const batch = assign();
  if (batch.events.length > 0) await steps.saveEvents(batch);
  await steps.saveWatermark(batch.watermarkMicros);
  return batch;
};

/** The three in one commit: one wait for the disk, and a node that lost its row leaves nothing behind. */
export const writeInOneStatement: WriteOrder = async (steps, payloads, assign) => {
  const batch = assign();
  if (batch.events.length > 0) await steps.saveAll(payloads, batch);
  else await steps.saveWatermark(batch.watermarkMicros);
  return batch;
};

/** The order that the configuration names. */
export function writeOrderAs(config: Config): WriteOrder {
  return config.writeAs === 'one-statement' ? writeInOneStatement : writeSeparately;
}

/** The own row was not online any more, or not ours, or the watermark did not rise: nothing was saved. */
export class WatermarkRefused extends Error {
  constructor() {
    super('the watermark was not saved');
    this.name = 'WatermarkRefused';
  }
}

const payloadRows = (from: number): string =>
  `insert into sequencer.payloads (payload_micros, lease_id, content)
   select p.id, $2::uuid, p.content from unnest($${from}::bigint[], $${from + 1}::text[]) as p (id, content)`;
const eventRows = (from: number): string =>
  `insert into sequencer.events
     (timestamp_micros, node_index, kind, sender_id, message_id, payload_micros, error_code)
   select e.at, $1::int, e.kind, e.sender, e.message, e.payload, e.code
   from unnest($${from}::bigint[], $${from + 1}::"char"[], $${from + 2}::int[], $${from + 3}::text[],
     $${from + 4}::bigint[], $${from + 5}::text[]) as e (at, kind, sender, message, payload, code)`;
const recipientRows = (from: number): string =>
  `insert into sequencer.event_recipients (member_id, timestamp_micros)
   select r.member, r.at from unnest($${from}::int[], $${from + 1}::bigint[]) as r (member, at)`;

/** The steps on one connection. @param saveWatermark the guarded update (`save-watermark.ts`) */
export function writeSteps(connection: Connection, lease: Lease, saveWatermark: string): WriteSteps {
  const owner = [lease.nodeIndex, lease.leaseId];
  const saveAllSql = `with own as (${saveWatermark}), p as (${payloadRows(4)}, own),
    e as (${eventRows(6)}, own returning 1), r as (${recipientRows(12)}, own)
    select (select count(*) from own)::int as saved, (select count(*) from e)::int as events`;
  const saveEventsSql = `with e as (${eventRows(3)} where $2::uuid is not null returning 1),
    r as (${recipientRows(9)}) select count(*)::int as events from e`;
  return {
    savePayloads: async (rows) => {
      const text = `${payloadRows(3)} where $1::int is not null`;
      await connection.query({ name: 'payloads', text, values: [...owner, ...payloadColumns(rows)] });
    },
    saveEvents: async (batch) => {
      const values = [...owner, ...eventColumns(batch)];
      const [row] = await connection.query<{ events: number }>({
        name: 'events',
        text: saveEventsSql,
        values,
      });
      expectAll(row?.events, batch);
    },
    saveWatermark: async (watermarkMicros) => {
      const values = [...owner, watermarkMicros];
      const rows = await connection.query({ name: 'watermark', text: saveWatermark, values });
      if (rows.length !== 1) throw new WatermarkRefused();
    },
    saveAll: async (rows, batch) => {
      const used = new Set(batch.events.map((event) => event.payloadMicros));
      const kept = rows.filter((row) => used.has(row.payloadMicros));
      const values = [...owner, batch.watermarkMicros, ...payloadColumns(kept), ...eventColumns(batch)];
      const [row] = await connection.query<{ saved: number; events: number }>({
        name: 'all',
        text: saveAllSql,
        values,
      });
      if (row?.saved !== 1) throw new WatermarkRefused();
      expectAll(row.events, batch);
    },
  };
}

/** A lost row would be an accepted event lost in silence (facts/domain.md, DH-7). */
function expectAll(inserted: number | undefined, batch: AssignedBatch): void {
  if (inserted !== batch.events.length)
    throw new Error(`${batch.events.length} events were to be inserted, ${String(inserted)} were`);
}

const payloadColumns = (rows: readonly PayloadRow[]): string[] => [
  arrayLiteral(rows.map((row) => row.payloadMicros)),
  arrayLiteral(rows.map((row) => row.content)),
];

function eventColumns({ events }: AssignedBatch): string[] {
  return [
    arrayLiteral(events.map((event) => event.timestampMicros)),
    arrayLiteral(events.map((event) => event.kind)),
    arrayLiteral(events.map((event) => event.send.senderId)),
    arrayLiteral(events.map((event) => event.send.messageId)),
    arrayLiteral(events.map((event) => event.payloadMicros)),
    arrayLiteral(events.map((event) => event.errorCode)),
    arrayLiteral(events.flatMap((event) => event.recipients)),
    arrayLiteral(events.flatMap((event) => event.recipients.map(() => event.timestampMicros))),
  ];
}
