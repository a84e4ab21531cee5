import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Clock, TestbedOptions } from '../testbed.ts';

/** What the clock file of a process with true time holds. */
const TRUE_TIME = '+0s x1';

/**
 * The text of a libfaketime file. libfaketime counts a rate from the start of the process, so what it would gain until
 * `elapsedMs` after that start is taken off the offset: the clock bends at the moment of setting, it does not jump.
 * The rate is always said, since libfaketime keeps the last one where a text has none.
 */
export function faketime(offsetMs: number, rate: number, elapsedMs: number): string {
  if (offsetMs === 0 && rate === 1) return TRUE_TIME;
  const seconds = (offsetMs - elapsedMs * (rate - 1)) / 1_000;
  const offset = `${seconds < 0 ? '-' : '+'}${Math.abs(seconds).toFixed(6)}s`;
  return `${offset} x${rate}`;
}

/** The wall clock of one process, and of its later incarnations, steered by libfaketime through a file. */
export class ProcessClock implements Clock {
  readonly members: readonly string[];
  readonly site: string;
  readonly #library: string;
  readonly #file: string;
  readonly #onProcess: NonNullable<TestbedOptions['onProcess']>;
  #offsetMs = 0;
  #rate = 1;
  /** True time of the last `set` and of the last start, milliseconds since the epoch. */
  #setAt = 0;
  #startedAt = 0;

  constructor(
    name: string,
    site: string,
    library: string,
    directory: string,
    onProcess: NonNullable<TestbedOptions['onProcess']>,
  ) {
    this.members = [name];
    this.site = site;
    this.#library = library;
    this.#file = join(directory, `${name}.faketime`);
    this.#onProcess = onProcess;
  }

  /** For the start of an incarnation: its environment; the clock goes on where it stood. */
  async environment(): Promise<Readonly<Record<string, string>>> {
    const now = Date.now();
    if (this.#rate !== 1) this.#offsetMs += (now - this.#setAt) * (this.#rate - 1);
    this.#setAt = now;
    this.#startedAt = now;
    await this.#write();
    return {
      LD_PRELOAD: this.#library,
      FAKETIME_TIMESTAMP_FILE: this.#file,
      FAKETIME_NO_CACHE: '1',
      DONT_FAKE_MONOTONIC: '1',
      FAKETIME_FORCE_MONOTONIC_FIX: '0',
    };
  }

  async set(offsetMs: number, rate = 1): Promise<void> {
    this.#offsetMs = offsetMs;
    this.#rate = rate;
    this.#setAt = Date.now();
    await this.#write();
    this.#onProcess({
      instance: this.members[0] ?? '',
      site: this.site,
      event: 'clock',
      detail: `offset ${offsetMs} ms, rate ${rate}`,
    });
  }

  /** What stands in the file, if it is not true time: read, not remembered. */
  async finding(): Promise<string | undefined> {
    const text = await readFile(this.#file, 'utf8').catch(() => TRUE_TIME);
    return text.trim() === TRUE_TIME ? undefined : `clock of ${this.members[0]} is off: ${text.trim()}`;
  }

  async #write(): Promise<void> {
    const text = faketime(this.#offsetMs, this.#rate, this.#setAt - this.#startedAt);
    const draft = `${this.#file}.draft`;
    await writeFile(draft, `${text}\n`, { mode: 0o644 });
    await rename(draft, this.#file); // A reader sees the old or the new text, never half of one.
  }
}

/** Several clocks set together: a site's, with its database. */
export class SiteClock implements Clock {
  readonly members: readonly string[];
  readonly #clocks: readonly Clock[];

  constructor(clocks: readonly Clock[]) {
    this.#clocks = clocks;
    this.members = clocks.flatMap((clock) => clock.members);
  }

  async set(offsetMs: number, rate?: number): Promise<void> {
    await Promise.all(this.#clocks.map((clock) => clock.set(offsetMs, rate)));
  }
}
