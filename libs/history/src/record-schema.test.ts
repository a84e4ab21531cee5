import { readFile } from 'node:fs/promises';
import type Type from 'typebox';
import { Check } from 'typebox/value';
import { expect, expectTypeOf, test } from 'vitest';
import type { OperatorHistoryRecord } from './operator-record.ts';
import type { HistoryRecord, RecordKind, RecordOf } from './record.ts';
import { historySchema, recordSchemas } from './record-schema.ts';

type Schemas = typeof recordSchemas;
type Written<K extends RecordKind> = Omit<Type.Static<Schemas[K]>, 'crc'>;
/** Arrays and tuples without their readonly, for comparison. */
type Plain<T> = T extends readonly (infer Item)[]
  ? Plain<Item>[]
  : T extends object
    ? { -readonly [K in keyof T]: Plain<T[K]> }
    : T;

test('types and schemas say the same, kind by kind', () => {
  expectTypeOf<keyof Schemas>().toEqualTypeOf<RecordKind>();
  expectTypeOf<Plain<Written<'send'>>>().toEqualTypeOf<Plain<RecordOf<'send'>>>();
  expectTypeOf<Plain<Written<'acknowledge'>>>().toEqualTypeOf<Plain<RecordOf<'acknowledge'>>>();
  expectTypeOf<Plain<Written<'time'>>>().toEqualTypeOf<Plain<RecordOf<'time'>>>();
  expectTypeOf<Plain<Written<'bounds'>>>().toEqualTypeOf<Plain<RecordOf<'bounds'>>>();
  expectTypeOf<Plain<Written<'health'>>>().toEqualTypeOf<Plain<RecordOf<'health'>>>();
  expectTypeOf<Plain<Written<'probe'>>>().toEqualTypeOf<Plain<RecordOf<'probe'>>>();
  expectTypeOf<Plain<Written<'intrusion'>>>().toEqualTypeOf<Plain<RecordOf<'intrusion'>>>();
  expectTypeOf<Plain<Written<'open'>>>().toEqualTypeOf<Plain<RecordOf<'open'>>>();
  expectTypeOf<Plain<Written<'event'>>>().toEqualTypeOf<Plain<RecordOf<'event'>>>();
  expectTypeOf<Plain<Written<'proof'>>>().toEqualTypeOf<Plain<RecordOf<'proof'>>>();
  expectTypeOf<Plain<Written<'close'>>>().toEqualTypeOf<Plain<RecordOf<'close'>>>();
  expectTypeOf<Plain<Written<'fault'>>>().toEqualTypeOf<Plain<RecordOf<'fault'>>>();
  expectTypeOf<Plain<Written<'process'>>>().toEqualTypeOf<Plain<RecordOf<'process'>>>();
  expectTypeOf<Plain<Written<'phase'>>>().toEqualTypeOf<Plain<RecordOf<'phase'>>>();
  expectTypeOf<Plain<Written<'note'>>>().toEqualTypeOf<Plain<RecordOf<'note'>>>();
});

const call = {
  client: 'load',
  site: 'east',
  instance: 'node-1',
  dueMicros: 1,
  sentMicros: 2,
  doneMicros: 3,
  outcome: 'ok',
} as const;
const samples: { readonly [K in Exclude<RecordKind, OperatorHistoryRecord['kind']>]: RecordOf<K> } = {
  send: {
    kind: 'send',
    ...call,
    servedBy: 'node-2',
    httpStatus: 200,
    id: 7,
    attempt: 1,
    member: 0,
    awaits: 'sequenced',
    maxSequencingTimeMicros: 1_700_000_000_000_000,
    envelopes: [{ to: [0, -1], bytes: 20, digest: 4_294_967_295 }],
    status: 'sequenced',
    timestampMicros: 1_700_000_000_000_000,
    purpose: 'load',
  },
  acknowledge: { kind: 'acknowledge', ...call, member: 1, askedMicros: 5 },
  time: { kind: 'time', ...call, member: 1, timeMicros: null },
  bounds: { kind: 'bounds', ...call, member: 1, lowerBoundMicros: null, acknowledgedMicros: 4 },
  health: { kind: 'health', ...call, ready: null },
  probe: { kind: 'probe', ...call, probe: 'read' },
  intrusion: { kind: 'intrusion', ...call, asked: 'x', expected: ['UNAUTHENTICATED'] },
  open: {
    kind: 'open',
    stream: 1,
    observer: 'live',
    client: 'load',
    site: 'east',
    instance: 'node-1',
    member: 0,
    fromMicros: null,
    atMicros: 1,
  },
  event: {
    kind: 'event',
    stream: 1,
    atMicros: 1,
    timestampMicros: 2,
    previousMicros: null,
    type: 'deliver',
    id: -1,
    sender: 0,
    receipt: false,
    envelopes: [{ id: -1, index: -1, bytes: 0, digest: 0 }],
  },
  proof: { kind: 'proof', stream: 1, atMicros: 1, upToMicros: 2 },
  close: { kind: 'close', stream: 1, atMicros: 1, complete: false, code: 'TRANSPORT' },
  fault: {
    kind: 'fault',
    trial: 0,
    fault: 'kill',
    target: 'node-1',
    step: 'bit',
    atMicros: 1,
    parameters: { signal: 9 },
    touches: ['node-1'],
  },
  process: { kind: 'process', atMicros: 1, instance: 'node-1', site: 'east', event: 'killed', pid: 4711 },
  phase: { kind: 'phase', atMicros: 1, phase: 'setup' },
  note: { kind: 'note', atMicros: 1, client: 'load', about: 'slip', values: { n: 1 } },
};

test('a sample of every kind fits its schema with its checksum, and no other kind', () => {
  for (const [kind, sample] of Object.entries(samples) as [RecordKind, HistoryRecord][]) {
    const written = { ...sample, crc: '0123abcd' };
    const fits = (Object.keys(recordSchemas) as RecordKind[]).filter((each) =>
      Check(recordSchemas[each], written),
    );
    expect(fits).toEqual([kind]);
    expect(Check(recordSchemas[kind], { ...written, surprise: 1 })).toBe(false);
  }
});

test('the published schema is the current one', async () => {
  const published = new URL('../../../docs/reference/history.schema.json', import.meta.url);
  expect(JSON.parse(await readFile(published, 'utf8')), 'run src/write-schema.ts').toEqual(
    JSON.parse(JSON.stringify(historySchema())),
  );
});
