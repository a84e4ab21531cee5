import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { bootId, claimLease, releaseLease, type Lease } from './lease.ts';
import { sharedMemoryId } from './shared-memory.ts';
import { parseGroups, parseLease, sweepStaleLeases } from './sweep.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'plimsoll-lease-'));
  mkdirSync(join(root, 'leases'));
  mkdirSync(join(root, 'data'));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

/** A lease whose owner is gone: the same pid, started at another time. */
function orphan(change: Partial<Lease> = {}): Lease {
  const lease = claimLease(root);
  const { token, block, owner, dataDirectory } = lease;
  const record = { token, block, owner: { ...owner, startTicks: 1 }, bootId: bootId(), dataDirectory };
  writeFileSync(lease.file, JSON.stringify({ ...record, ...change }));
  return lease;
}

test('two leases never share a block; a released one leaves nothing', () => {
  const leases = Array.from({ length: 50 }, () => claimLease(root));
  expect(new Set(leases.map(({ block }) => block)).size).toBe(50);
  for (const lease of leases) releaseLease(lease);
  for (const lease of leases) releaseLease(lease); // Twice does no harm.
  expect([...readdirSync(join(root, 'leases')), ...readdirSync(join(root, 'data'))]).toEqual([]);
});

test('when all blocks are taken it is said', () => {
  for (let block = 16; block <= 239; block += 1) mkdirSync(join(root, 'leases', String(block)));
  expect(() => claimLease(root)).toThrow('all 224 address blocks are leased');
});

test('kept data stay, the block is free all the same', () => {
  const lease = claimLease(root);
  releaseLease(lease, true);
  expect(existsSync(lease.dataDirectory)).toBe(true);
  expect(existsSync(lease.directory)).toBe(false);
});

describe('sweeping', () => {
  test('a lease whose owner is gone is removed with its data', () => {
    const lease = orphan();
    expect(sweepStaleLeases(root)).toEqual([expect.stringContaining(`block ${lease.block} of process`)]);
    expect(existsSync(lease.directory) || existsSync(lease.dataDirectory)).toBe(false);
  });

  test('a lease whose owner lives, or whose supervisor does, is left alone', () => {
    const held = claimLease(root);
    const supervised = orphan();
    const self = held.owner;
    writeFileSync(supervised.groupsFile, `${self.pid} ${self.startTicks}\n`);
    expect(sweepStaleLeases(root)).toEqual([]);
    expect(existsSync(held.file) && existsSync(supervised.dataDirectory)).toBe(true);
  });

  test('pids of an earlier boot mean nothing: data go, nobody is signalled', () => {
    const lease = orphan({ bootId: 'earlier' });
    writeFileSync(lease.groupsFile, `${process.pid} ${lease.owner.startTicks}\n`);
    expect(sweepStaleLeases(root)).toHaveLength(1);
  });

  test('a late sweep of an old lease does not touch a newer one of the same block', () => {
    const old = orphan();
    const newer = join(old.directory, '0123456789abcdef.json');
    writeFileSync(newer, '{}');
    releaseLease(old);
    expect(existsSync(newer)).toBe(true);
  });

  test('a data directory that is not the lease’s own is never removed', () => {
    const precious = join(root, 'precious');
    mkdirSync(precious);
    orphan({ dataDirectory: precious });
    expect(sweepStaleLeases(root)).toEqual([]);
    expect(existsSync(precious)).toBe(true);
  });
});

test('what is not a lease is not taken for one', () => {
  for (const text of ['', '{}', 'null', '[1]', '{"token":"../../../etc"', '{"token":7}']) {
    expect(parseLease(text), text).toBeUndefined();
  }
});

test('a torn last line of the journal is left out', () => {
  expect(parseGroups('12 345\n13 346\n14 3')).toHaveLength(3);
  expect(parseGroups('12 345\n13 \n14')).toEqual([{ pid: 12, startTicks: 345 }]);
  expect(parseGroups('')).toEqual([]);
});

test('the shared memory of a server is found in its lock file', () => {
  const lock = '4711\n/data\n1795436557\n5432\n\n127.20.11.1\n  10092613         6\nready   \n';
  expect(sharedMemoryId(lock)).toBe(6);
  expect(sharedMemoryId('4711\n/data\n')).toBeUndefined();
});
