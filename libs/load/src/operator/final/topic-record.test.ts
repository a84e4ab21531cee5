import { expect, test } from 'vitest';
import { topicRecord } from './topic-record.ts';

const seen = { observer: 'first', atMicros: 5 } as const;
function read(name: string, value: unknown, key: string | null = '7') {
  const topic = { topic: `${name}-x-1`, name, owner: 'x-1', partitions: 1, brokers: ['h:1'] };
  const raw = {
    partition: 2,
    offset: 9,
    key: key === null ? null : Buffer.from(key),
    value: typeof value === 'string' ? Buffer.from(value) : Buffer.from(JSON.stringify(value)),
  };
  return topicRecord(topic, raw, seen);
}
const place = { observer: 'first', topic: expect.any(String), partition: 2, offset: 9 };

test('each kind of record is read as the interface defines its value', () => {
  expect(
    read('pending-operations', { v: 1, hash: '0x1', acceptedBy: 'x-1', method: 'm', params: [] }),
  ).toMatchObject({
    ...place,
    kind: 'pending',
    owner: 'x-1',
    key: '7',
    hash: '0x1',
  });
  const update = { v: 1, event: 'submitted', height: 3, newRoot: '0x2', blockNumber: 8, blockHash: '0x3' };
  expect(read('batch-updates', { ...update, operations: [{ hash: '0x4', index: 5 }] })).toMatchObject({
    kind: 'update',
    height: 3,
    hashes: ['0x4'],
  });
  expect(read('batch-updates', { ...update, event: 'finalised' })).toMatchObject({
    kind: 'update',
    hashes: [],
  });
  expect(
    read('invalid-operations', { v: 1, hash: '0x1', reason: 'BALANCE_TOO_LOW', finalHeight: 2 }),
  ).toMatchObject({
    kind: 'invalid',
    reason: 'BALANCE_TOO_LOW',
  });
});

test.each([
  ['pending-operations', 'no JSON', 'not a JSON object'],
  ['pending-operations', { v: 2, hash: '0x1', acceptedBy: 'x' }, 'version 2'],
  ['pending-operations', { v: 1, hash: 1, acceptedBy: 'x' }, 'hash or acceptedBy'],
  ['batch-updates', { v: 1, event: 'burnt' }, 'event'],
  ['batch-updates', { v: 1, event: 'submitted', height: -1, blockNumber: 2 }, 'height or blockNumber'],
  ['invalid-operations', { v: 1, hash: '0x1', reason: 'x' }, 'hash, reason or finalHeight'],
  ['other', { v: 1 }, 'the interface knows no topic "other"'],
])('in %s %j is garbage: %s', (name, value, detail) => {
  expect(read(name, value)).toMatchObject({ ...place, kind: 'topic', state: 'garbage', detail });
});
