import { join } from 'node:path';
import type { HistoryRecord, RecordOf } from '@plimsoll/history/record';
import { readHistory } from '@plimsoll/history/reader';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { SequencerDouble } from './sequencer-double.ts';
import { readFinal } from './read-final.ts';
import { startLoad } from './start-load.ts';
import { testMember, testPlan } from './test-plan.fixture.ts';

// Real processes and real time: others may share the machine.
vi.setConfig({ testTimeout: 90_000 });

const members = ['alice', 'bob', 'carol', 'probe'].map((name) => testMember(name));
let double: SequencerDouble;

beforeEach(async () => {
  double = new SequencerDouble(members);
  for (const [instance, site, serves] of [
    ['node-1', 'east', 'node'],
    ['node-2', 'west', 'node'],
    ['gateway-1', 'east', 'gateway'],
  ] as const) {
    await double.start(instance, site, serves, ['east', 'west']);
  }
});
afterEach(() => double.close());

function read(directory: string, file = 'load'): HistoryRecord[] {
  const records: HistoryRecord[] = [];
  readHistory(join(directory, `${file}.ndjson`), (record) => records.push(record));
  return records;
}
const of = <K extends HistoryRecord['kind']>(kind: K, records: HistoryRecord[]): RecordOf<K>[] =>
  records.filter((record): record is RecordOf<K> => record.kind === kind);

test('a quiet run: every id is sent, every event recorded, every sentinel comes back', async () => {
  const plan = testPlan(members, double.endpoints);
  const load = await startLoad(plan);
  load.begin();
  await expect.poll(() => load.status().offered, { timeout: 30_000 }).toBeGreaterThan(400);
  const stopped = await load.stop(5000);
  expect(stopped.inFlight).toBe(0);
  expect(await load.sentinel(5000)).toEqual({ reached: [0, 1, 2], missing: [] });
  await load.close();
  await Promise.all([readFinal(plan, 'first'), readFinal(plan, 'second')]);

  const records = read(plan.historyDirectory);
  const sends = of('send', records);
  const ids = [...new Set(sends.map(({ id }) => id))].sort((a, b) => a - b);
  expect(ids).toEqual(ids.map((_, i) => i));
  expect(new Set(sends.map(({ instance }) => instance))).toEqual(new Set(['node-1', 'node-2', 'gateway-1']));
  expect(new Set(sends.map(({ purpose }) => purpose))).toEqual(new Set(['load', 'poke', 'sentinel']));
  expect(new Set(sends.map(({ awaits }) => awaits))).toEqual(new Set(['accepted', 'sequenced']));
  expect(sends.some(({ envelopes }) => envelopes.length > 1)).toBe(true);
  expect(sends.every((send) => send.dueMicros <= send.sentMicros && send.sentMicros <= send.doneMicros)).toBe(
    true,
  );
  // What the double stored and what the live streams recorded: the same, receipt for receipt.
  const receipts = of('event', records).filter(({ receipt }) => receipt);
  const stored = double.events.map(({ timestampMicros }) => timestampMicros);
  expect(new Set(receipts.map(({ timestampMicros }) => timestampMicros))).toEqual(new Set(stored));
  for (const about of ['load', 'slip', 'latency', 'eventLoop']) {
    expect(of('note', records).some((note) => note.about === about)).toBe(true);
  }
  for (const kind of ['acknowledge', 'time', 'bounds', 'open', 'proof', 'close'] as const) {
    expect(of(kind, records), kind).not.toHaveLength(0);
  }

  // The two observers read the same on every node, and all of it.
  const final = (file: string): unknown[] => {
    const found = read(plan.historyDirectory, file);
    expect(of('close', found).map(({ complete }) => complete)).toEqual(Array.from({ length: 6 }, () => true));
    return of('open', found)
      .map(({ stream, instance, member }) => ({
        instance,
        member,
        events: of('event', found)
          .filter((event) => event.stream === stream)
          // Stream numbers, stamps and links of the chain are each observer's own.
          .map((event) => ({ ...event, stream: 0, atMicros: 0, crc: '' })),
      }))
      .sort((a, b) => a.instance.localeCompare(b.instance) || a.member - b.member);
  };
  const first = final('first');
  expect(first).toHaveLength(6);
  expect(final('second')).toEqual(first);
});
