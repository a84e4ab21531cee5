import { closeSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { exitCodes, Problem } from '@plimsoll/interface/problem/problem';
import { crcField } from './chain.ts';
import type { HistoryFile } from './layout.ts';
import type { HistoryRecord } from './record.ts';

/** What is known of a closed file: what a reader must find again. `bytes` is its size, `crc` the last link of the chain. */
export interface WrittenFile {
  readonly path: string;
  readonly bytes: number;
  readonly records: number;
  readonly crc: number;
}

export interface WriterOptions {
  /** Bytes gathered before they are handed to the kernel. Default 256 KiB. */
  readonly bufferBytes?: number;
  /** Longest time a record waits in memory, milliseconds. Default 100. */
  readonly flushMs?: number;
  /** Told once when the file can no longer be written. Without it the error is thrown: from `write`, `flush`, `close` or the timer. */
  readonly onFailure?: (problem: Problem) => void;
}

/**
 * Appends records to one file of a history: one JSON object a line, each ending in the chained CRC-32 (chain.ts).
 * Records are handed to the kernel when the buffer is full and at least every `flushMs`, so a killed writer (SIGKILL)
 * loses at most that much and leaves at most one torn last line, which the reader reports. The file must not exist: a
 * history is written once. After a failure (disk full) nothing more is taken: a history with a hole would be worse
 * than none (HX-M8; facts/harness.md, "Jepsen": a crash keeps the history).
 */
export class HistoryWriter {
  readonly path: string;
  readonly #descriptor: number;
  readonly #buffer: Buffer;
  readonly #timer: NodeJS.Timeout;
  readonly #onFailure: ((problem: Problem) => void) | undefined;
  #used = 0;
  #bytes = 0;
  #records = 0;
  #crc = 0;
  #failure: Problem | undefined;
  #closed = false;

  constructor(historyDirectory: string, file: HistoryFile, options: WriterOptions = {}) {
    this.path = join(historyDirectory, `${file}.ndjson`);
    this.#onFailure = options.onFailure;
    try {
      this.#descriptor = openSync(this.path, 'wx');
    } catch (error) {
      throw cannotOpen(this.path, error as NodeJS.ErrnoException);
    }
    this.#buffer = Buffer.allocUnsafe(options.bufferBytes ?? 256 * 1024);
    this.#timer = setInterval(() => this.flush(), options.flushMs ?? 100);
    this.#timer.unref();
  }

  /** Records taken so far (those still in memory included). */
  get records(): number {
    return this.#records;
  }

  /** Takes one record. It is on its way to the disk within `flushMs`. */
  write(record: HistoryRecord): void {
    if (this.#failure !== undefined) return this.#fail(this.#failure);
    if (this.#closed) throw new Error(`${this.path} is closed`);
    const json = JSON.stringify(record);
    const body = json.slice(0, -1);
    this.#crc = crc32(body, this.#crc);
    const line = `${body}${crcField(this.#crc)}\n`;
    // A character takes at most three bytes in UTF-8.
    if (this.#used + line.length * 3 > this.#buffer.length) this.flush();
    if (line.length * 3 > this.#buffer.length) this.#put(Buffer.from(line));
    else this.#used += this.#buffer.write(line, this.#used);
    this.#records += 1;
  }

  /** Hands everything gathered to the kernel. */
  flush(): void {
    if (this.#used === 0 || this.#failure !== undefined) return;
    const length = this.#used;
    this.#used = 0;
    this.#put(this.#buffer.subarray(0, length));
  }

  /** Flushes, closes, and says what a reader must find. Throws if anything could not be written. */
  close(): WrittenFile {
    if (!this.#closed) {
      this.flush();
      this.#closed = true;
      clearInterval(this.#timer);
      closeSync(this.#descriptor);
    }
    if (this.#failure !== undefined) throw this.#failure;
    return { path: this.path, bytes: this.#bytes, records: this.#records, crc: this.#crc };
  }

  #put(bytes: Buffer): void {
    try {
      // The kernel may take less than offered; what is left is offered again, and then says why.
      for (let from = 0; from < bytes.length;) {
        const taken = writeSync(this.#descriptor, bytes, from);
        from += taken;
        this.#bytes += taken;
      }
    } catch (error) {
      this.#failure = cannotWrite(this.path, this.#records, error as NodeJS.ErrnoException);
      clearInterval(this.#timer);
      this.#onFailure?.(this.#failure);
      this.#fail(this.#failure);
    }
  }

  #fail(problem: Problem): void {
    if (this.#onFailure === undefined) throw problem;
  }
}

function cannotOpen(path: string, error: NodeJS.ErrnoException): Problem {
  return error.code === 'EEXIST'
    ? new Problem(
        `${path} exists already`,
        'A history is written once; a second run into the same folder would mix two runs.',
        'Give another output folder, or remove this one.',
        exitCodes.usage,
        error,
      )
    : new Problem(
        `${path} cannot be created`,
        error.message,
        'Give an output folder that can be written.',
        exitCodes.usage,
        error,
      );
}

function cannotWrite(path: string, records: number, error: NodeJS.ErrnoException): Problem {
  return new Problem(
    `${path} cannot be written any further (${records} records so far)`,
    error.code === 'ENOSPC' ? 'The disk is full.' : error.message,
    'Make room or give another output folder, and run again: an incomplete history cannot be judged.',
    exitCodes.INVALID,
    error,
  );
}
