import { randomBytes, randomInt } from 'node:crypto';
import { chmodSync, mkdirSync, readFileSync, renameSync, rmSync, rmdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readProcess } from '../process/process-table.ts';
import { removeAllSharedMemory } from './shared-memory.ts';

/** What the file of a lease says: who holds the block, and what is to be removed when the holder died. */
export interface LeaseRecord {
  readonly token: string;
  readonly block: number;
  /** The harness process; its start ticks tell it from a later process of the same pid. */
  readonly owner: { readonly pid: number; readonly startTicks: number };
  /** Pids and ticks mean nothing after a reboot. */
  readonly bootId: string;
  readonly dataDirectory: string;
}

/** A block of loopback addresses held by this process, with a data directory of its own. */
export interface Lease extends LeaseRecord {
  readonly directory: string;
  readonly file: string;
  /** One line `pid startTicks` for each process group ever started, written by the supervisor. */
  readonly groupsFile: string;
}

const FIRST_BLOCK = 16;
const LAST_BLOCK = 239;

/** Folder of all of Plimsoll's runtime files; shared by the users of the machine, like /tmp itself. */
export function runtimeRoot(): string {
  const root = join(tmpdir(), 'plimsoll');
  for (const folder of [root, join(root, 'leases'), join(root, 'data')]) {
    mkdirSync(folder, { recursive: true });
    try {
      chmodSync(folder, 0o1777);
    } catch {
      // Another user's: it has its mode already.
    }
  }
  return root;
}

/** The kernel's id of this boot. */
export function bootId(): string {
  return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
}

/**
 * Takes a free block. The lease is a directory named after the block, since `mkdir` is exclusive; what it holds is
 * named after a random token, so that a late clean-up of an old lease can never remove a newer one.
 */
export function claimLease(root: string = runtimeRoot()): Lease {
  const token = randomBytes(8).toString('hex');
  const dataDirectory = join(root, 'data', token);
  const start = randomInt(FIRST_BLOCK, LAST_BLOCK + 1);
  for (let offset = 0; offset <= LAST_BLOCK - FIRST_BLOCK; offset += 1) {
    const block = FIRST_BLOCK + ((start - FIRST_BLOCK + offset) % (LAST_BLOCK - FIRST_BLOCK + 1));
    const directory = join(root, 'leases', String(block));
    const file = join(directory, `${token}.json`);
    const self = readProcess(process.pid);
    const record: LeaseRecord = {
      token,
      block,
      owner: { pid: process.pid, startTicks: self?.startTicks ?? 0 },
      bootId: bootId(),
      dataDirectory,
    };
    try {
      mkdirSync(directory);
    } catch {
      continue;
    }
    try {
      // Complete before it has its name: a reader never sees half a lease.
      const draft = join(directory, `${token}.draft`);
      writeFileSync(draft, JSON.stringify(record), { flag: 'wx' });
      renameSync(draft, file);
    } catch {
      continue; // Somebody swept the still empty directory: take another block.
    }
    // Others may pass through (PostgreSQL runs as another user) but not look around.
    mkdirSync(dataDirectory, { mode: 0o711 });
    chmodSync(dataDirectory, 0o711);
    return { ...record, directory, file, groupsFile: join(directory, `${token}.groups`) };
  }
  throw new Error(
    `all ${LAST_BLOCK - FIRST_BLOCK + 1} address blocks are leased; look into ${join(root, 'leases')}`,
  );
}

/** Gives the block back and removes its data, unless the data are to stay. Safe to call twice. */
export function releaseLease(
  lease: Pick<Lease, 'directory' | 'file' | 'groupsFile' | 'dataDirectory'>,
  keepData = false,
): void {
  removeAllSharedMemory(lease.dataDirectory);
  if (!keepData) rmSync(lease.dataDirectory, { recursive: true, force: true, maxRetries: 5 });
  rmSync(lease.groupsFile, { force: true });
  rmSync(lease.file, { force: true });
  try {
    rmdirSync(lease.directory);
  } catch {
    // Not empty: a newer lease lives here.
  }
}
