import fc from 'fast-check';
import { expect, test } from 'vitest';
import { crcField } from './chain.ts';
import { readEventLine } from './event-line.ts';
import type { EventRecord } from './record.ts';

const whole = fc.oneof(fc.nat(20), fc.maxSafeNat(), fc.constantFrom(-1, 0, Number.MAX_SAFE_INTEGER));
const records: fc.Arbitrary<EventRecord> = fc.record({
  kind: fc.constant('event' as const),
  stream: whole,
  atMicros: whole,
  timestampMicros: whole,
  previousMicros: fc.oneof(whole, fc.constant(null)),
  type: fc.constant('deliver' as const),
  id: whole,
  sender: whole,
  receipt: fc.boolean(),
  envelopes: fc.array(fc.record({ id: whole, index: whole, bytes: whole, digest: whole }), { maxLength: 3 }),
});
const crcs = fc.nat(2 ** 32 - 1);

const lineOf = (record: object, crc: number): string =>
  `${JSON.stringify(record).slice(0, -1)}${crcField(crc)}`;
/** Read where it stands in a chunk, with lines around it. */
function read(line: string): EventRecord | undefined {
  const bytes = Buffer.from(`{"kind":"x"}\n${line}\n{"kind":"y"}\n`, 'latin1');
  return readEventLine(bytes, 13, 13 + line.length);
}
function withoutCrc(line: string): unknown {
  const { crc: _, ...record } = JSON.parse(line) as { crc?: string };
  return record;
}

test('what the writer makes of an event is read as it was', () => {
  fc.assert(
    fc.property(records, crcs, (record, crc) => {
      expect(read(lineOf(record, crc))).toEqual(record);
    }),
    { numRuns: 500 },
  );
});

test('a line with anything changed is read as JSON.parse reads it, or left to it', () => {
  let understood = 0;
  fc.assert(
    fc.property(
      records,
      crcs,
      fc.nat(),
      fc.constantFrom('', ...Array.from('0123456789-.,:"{}[] e\\abnulltrue')),
      fc.nat(2),
      (record, crc, place, put, drop) => {
        const line = lineOf(record, crc);
        const at = place % line.length;
        const changed = line.slice(0, at) + put + line.slice(at + drop);
        const got = read(changed);
        if (got === undefined) return;
        understood += 1;
        expect(got).toEqual(withoutCrc(changed));
      },
    ),
    { numRuns: 3000 },
  );
  expect(understood).toBeGreaterThan(50);
});

test.each([
  ['a number that a double cannot hold', '"id":7', '"id":9007199254740993'],
  ['a number with a leading zero', '"id":7', '"id":07'],
  ['minus zero', '"id":7', '"id":-0'],
  ['no number', '"id":7', '"id":'],
  ['a fraction', '"id":7', '"id":7.5'],
  ['a power', '"id":7', '"id":7e1'],
  ['another order', '"type":"deliver","id":7', '"id":7,"type":"deliver"'],
  ['one more field', '"id":7', '"id":7,"code":"X"'],
  ['a comma too many', '"envelopes":[', '"envelopes":[,'],
])('%s is left to JSON.parse', (_, from, to) => {
  const line = `{"kind":"event","stream":1,"atMicros":2,"timestampMicros":3,"previousMicros":null,"type":"deliver","id":7,"sender":0,"receipt":true,"envelopes":[{"id":7,"index":0,"bytes":3,"digest":4}],"crc":"0123abcd"}`;
  expect(read(line)).toBeDefined();
  expect(line).toContain(from);
  expect(read(line.replace(from, to))).toBeUndefined();
});

test('other lines, and pieces of a line, are left to JSON.parse', () => {
  const line = lineOf({ kind: 'proof', stream: 1, atMicros: 2, upToMicros: 3 }, 1);
  expect(read(line)).toBeUndefined();
  const event = lineOf(
    {
      kind: 'event',
      stream: 1,
      atMicros: 2,
      timestampMicros: 3,
      previousMicros: 1,
      type: 'deliver',
      id: 7,
      sender: 0,
      receipt: false,
      envelopes: [],
    },
    1,
  );
  for (let length = 0; length < event.length; length += 1)
    expect(read(event.slice(0, length))).toBeUndefined();
});
