import { setTimeout as pause } from 'node:timers/promises';
import { RecordLine } from '@plimsoll/testbed/services/kafka/record-line';
import type { KafkaBroker } from '@plimsoll/testbed/services/kafka/kafka-service';
import type { Acknowledgement } from './judge-cell.ts';

/** Pause between one cell's writes: the grain of its blocked time. */
export const WRITE_EVERY_MS = 100;
/** Longer than replicas take to fall out of sync, during which a leader holds the answer back. */
const ANSWER_MS = 6_000;

/**
 * Writes numbered values to one topic with `acks=all`, one after another, to whoever leads it, and records each that was
 * acknowledged. A value whose outcome is unknown or was refused is never written again.
 */
export class CellWriter {
  readonly acknowledged: Acknowledgement[] = [];
  readonly #topic: string;
  readonly #leader: () => KafkaBroker | undefined;
  #attempts = 0;
  #open = true;
  #line: { readonly to: KafkaBroker; readonly line: RecordLine } | undefined;
  readonly #writing: Promise<void>;

  constructor(topic: string, leader: () => KafkaBroker | undefined) {
    this.#topic = topic;
    this.#leader = leader;
    this.#writing = this.#write();
  }

  /** Attempts that have ended, acknowledged or not; one for which there was no leader counts. */
  get attempts(): number {
    return this.#attempts;
  }

  /** Ends after the write under way. */
  async stop(): Promise<void> {
    this.#open = false;
    await this.#writing;
  }

  async #write(): Promise<void> {
    while (this.#open) {
      await this.#attempt(String(this.#attempts));
      this.#attempts += 1;
      await pause(WRITE_EVERY_MS);
    }
    this.#hangUp();
  }

  async #attempt(value: string): Promise<void> {
    const to = this.#leader();
    if (to === undefined) return;
    try {
      if (this.#line?.to !== to) {
        this.#hangUp();
        this.#line = { to, line: await RecordLine.open(to.probeAddress, this.#topic, ANSWER_MS) };
      }
      const sentAtMs = performance.now();
      await this.#line.line.write(value);
      this.acknowledged.push({ value, broker: to.id, sentAtMs, atMs: performance.now() });
    } catch {
      // Refused, or unknown: no acknowledgement, so no promise. The next one goes to whoever leads then, on a line of its own.
      this.#hangUp();
    }
  }

  #hangUp(): void {
    this.#line?.line.close();
    this.#line = undefined;
  }
}
