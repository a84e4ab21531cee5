import { createHash } from 'node:crypto';
import { closeSync, existsSync, openSync, readFileSync, readSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readCrcField } from './chain.ts';
import { HistoryDamage } from './damage.ts';
import { historyFiles, layout } from './layout.ts';

/** What a file was when the run ended. `records` and `crc` only for history files. */
export interface SealedFile {
  readonly bytes: number;
  readonly sha256: string;
  readonly records?: number;
  /** Last link of the chain, 8 hex digits. */
  readonly crc?: string;
}

/** seal.json: written last, so a run folder without it was not finished. Names are relative to the run folder. */
export interface Seal {
  readonly plimsoll: 1;
  readonly files: Readonly<Record<string, SealedFile>>;
}

/** Seals a finished run folder: every history file that exists, and the plan that they are judged by. Replaces an older seal at once or not at all. */
export function writeSeal(runDirectory: string): Seal {
  const files: Record<string, SealedFile> = {};
  for (const name of sealedNames()) {
    if (existsSync(join(runDirectory, name))) files[name] = measure(join(runDirectory, name));
  }
  const seal: Seal = { plimsoll: 1, files };
  const path = join(runDirectory, layout.seal);
  writeFileSync(`${path}.part`, `${JSON.stringify(seal, null, 2)}\n`);
  renameSync(`${path}.part`, path);
  return seal;
}

/**
 * Compares a run folder with its seal, byte for byte, and returns the seal.
 *
 * @throws HistoryDamage for a missing or unreadable seal, a missing or additional history file, another size, another
 * digest. Read the files (reader.ts) first: the chain names the line, the digest only the file.
 */
export function verifySeal(runDirectory: string): Seal {
  const seal = readSeal(runDirectory);
  for (const [name, sealed] of Object.entries(seal.files)) {
    const path = join(runDirectory, name);
    if (!existsSync(path)) throw new HistoryDamage(path, 0, 'It is in the seal, but not in the folder.');
    const found = measure(path);
    if (found.bytes !== sealed.bytes) {
      throw new HistoryDamage(path, 0, `It has ${found.bytes} bytes; sealed were ${sealed.bytes}.`);
    }
    if (found.sha256 !== sealed.sha256) {
      throw new HistoryDamage(
        path,
        0,
        'Its SHA-256 is not the one that was sealed: it was changed afterwards.',
      );
    }
  }
  for (const name of sealedNames()) {
    if (seal.files[name] === undefined && existsSync(join(runDirectory, name))) {
      throw new HistoryDamage(join(runDirectory, name), 0, 'It is in the folder, but not in the seal.');
    }
  }
  return seal;
}

function readSeal(runDirectory: string): Seal {
  const path = join(runDirectory, layout.seal);
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    throw new HistoryDamage(
      path,
      0,
      'There is no seal: the run did not end, or this is no run folder.',
      error,
    );
  }
  try {
    const seal = JSON.parse(text) as Seal;
    if (seal.plimsoll === 1 && typeof seal.files === 'object' && seal.files !== null) return seal;
  } catch {
    // Falls through: what is not JSON is no seal either.
  }
  throw new HistoryDamage(path, 0, 'It is not a seal of this version.');
}

function sealedNames(): string[] {
  return [layout.plan, ...historyFiles.map((file) => `${layout.history}/${file}.ndjson`)];
}

/** Size and SHA-256 of a file; of NDJSON also its lines and the last link. In constant memory. */
function measure(path: string): SealedFile {
  const lines = path.endsWith('.ndjson');
  const hash = createHash('sha256');
  const chunk = Buffer.allocUnsafe(1024 * 1024);
  let tail = Buffer.alloc(0);
  let bytes = 0;
  let records = 0;
  const descriptor = openSync(path, 'r');
  try {
    for (let got = readSync(descriptor, chunk); got > 0; got = readSync(descriptor, chunk)) {
      const part = chunk.subarray(0, got);
      hash.update(part);
      bytes += got;
      if (lines) records += count(part);
      tail = Buffer.concat([tail, part.subarray(-64)]).subarray(-64);
    }
  } finally {
    closeSync(descriptor);
  }
  const sha256 = hash.digest('hex');
  if (!lines) return { bytes, sha256 };
  const crc = records === 0 ? 0 : readCrcField(tail, tail.lastIndexOf(0x0a));
  return { bytes, sha256, records, crc: (crc < 0 ? 0 : crc).toString(16).padStart(8, '0') };
}

function count(part: Buffer): number {
  let found = 0;
  for (let at = part.indexOf(0x0a); at >= 0; at = part.indexOf(0x0a, at + 1)) found += 1;
  return found;
}
