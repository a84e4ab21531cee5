import Type from 'typebox';
import { call, Index, line, Micros, oneOf, optional, Text } from './line-schema.ts';
import { operatorRecordSchemas } from './operator-record-schema.ts';

/**
 * JSON Schemas of the history's lines, one for each kind; published as docs/reference/history.schema.json. The types in
 * record.ts say what each field means; a test holds both together. Every line also ends in `crc` (chain.ts).
 */

/** Schema of each kind of record. */
export const recordSchemas = {
  send: line('send', {
    ...call,
    id: Type.Integer({ minimum: 0 }),
    attempt: Type.Integer({ minimum: 1 }),
    member: Index,
    awaits: oneOf(['accepted', 'sequenced']),
    maxSequencingTimeMicros: Micros,
    topologyTimestampMicros: optional(Micros),
    envelopes: Type.Array(
      Type.Object(
        { to: Type.Array(Index), bytes: Type.Integer({ minimum: 0 }), digest: Type.Integer({ minimum: 0 }) },
        { additionalProperties: false },
      ),
    ),
    status: optional(oneOf(['accepted', 'sequenced', 'rejected'])),
    timestampMicros: optional(Micros),
    observedMicros: optional(Micros),
    observedOn: optional(Type.Integer()),
    purpose: oneOf(['load', 'sentinel', 'poke']),
  }),
  acknowledge: line('acknowledge', {
    ...call,
    member: Index,
    askedMicros: Micros,
    acknowledgedMicros: optional(Micros),
  }),
  time: line('time', { ...call, member: Index, timeMicros: optional(Type.Union([Micros, Type.Null()])) }),
  bounds: line('bounds', {
    ...call,
    member: Index,
    lowerBoundMicros: optional(Type.Union([Micros, Type.Null()])),
    acknowledgedMicros: optional(Type.Union([Micros, Type.Null()])),
  }),
  health: line('health', {
    ...call,
    ready: Type.Union([Type.Boolean(), Type.Null()]),
    reasons: optional(Type.Array(Text)),
    incarnation: optional(Text),
    nowMicros: optional(Micros),
    progressMicros: optional(Micros),
  }),
  probe: line('probe', { ...call, probe: oneOf(['write', 'read']) }),
  intrusion: line('intrusion', { ...call, asked: Text, expected: Type.Array(Text) }),
  open: line('open', {
    stream: Type.Integer(),
    observer: oneOf(['live', 'first', 'second']),
    client: Text,
    site: Text,
    instance: Text,
    servedBy: optional(Text),
    member: Index,
    fromMicros: Type.Union([Micros, Type.Null()]),
    atMicros: Micros,
  }),
  event: line('event', {
    stream: Type.Integer(),
    atMicros: Micros,
    timestampMicros: Micros,
    previousMicros: Type.Union([Micros, Type.Null()]),
    type: oneOf(['deliver', 'error']),
    id: Index,
    sender: Index,
    receipt: Type.Boolean(),
    code: optional(Text),
    envelopes: Type.Array(
      Type.Object(
        {
          id: Index,
          index: Index,
          bytes: Type.Integer({ minimum: 0 }),
          digest: Type.Integer({ minimum: 0 }),
        },
        { additionalProperties: false },
      ),
    ),
  }),
  proof: line('proof', { stream: Type.Integer(), atMicros: Micros, upToMicros: Micros }),
  close: line('close', {
    stream: Type.Integer(),
    atMicros: Micros,
    complete: Type.Boolean(),
    code: optional(Text),
    detail: optional(Text),
  }),
  fault: line('fault', {
    trial: Type.Integer({ minimum: -1 }),
    fault: Text,
    target: Text,
    mode: optional(Text),
    step: oneOf([
      'planned',
      'applied',
      'bit',
      'not-bit',
      'healing',
      'healed',
      'not-healed',
      'n/a',
      'not-tested',
    ]),
    atMicros: Micros,
    parameters: Type.Record(Text, Type.Unknown()),
    observation: optional(Text),
    touches: Type.Array(Text),
  }),
  process: line('process', {
    atMicros: Micros,
    instance: Text,
    site: Text,
    event: oneOf([
      'started',
      'ready',
      'exited',
      'killed',
      'paused',
      'resumed',
      'stopping',
      'stopped',
      'bypass',
      'clock',
    ]),
    pid: optional(Type.Integer()),
    detail: optional(Text),
  }),
  phase: line('phase', {
    atMicros: Micros,
    phase: oneOf(['setup', 'steady', 'load', 'fault', 'recovery', 'heal', 'final', 'end']),
    trial: optional(Type.Integer()),
  }),
  note: line('note', {
    atMicros: Micros,
    client: Text,
    about: Text,
    values: Type.Record(Text, Type.Unknown()),
  }),
  ...operatorRecordSchemas,
};

/** The published document: any line of a history fits one of these. */
export function historySchema(): object {
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $id: 'history.schema.json',
    title: 'A line of a Plimsoll history',
    description:
      'NDJSON, one object a line. The last field of every line is crc: CRC-32 (8 lower-case hexadecimal digits) of the bytes of the line before `,"crc"`, seeded with the value of the line before, 0 for the first.',
    oneOf: Object.values(recordSchemas),
  };
}
