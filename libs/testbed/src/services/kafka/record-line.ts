import { Connection, produceV11 } from '@platformatic/kafka';
import type { Address } from '../../testbed.ts';

/** `acks` of a write: of all replicas in sync, or of the leader alone, which asks for no M. */
const ACKS = { all: -1, leader: 1 } as const;

/**
 * A connection that stays open to one broker, on which records are written one at a time to partition 0 of a topic, with `acks=all`
 * unless said otherwise. Nothing is retried and nobody else is asked: what resolves was acknowledged by this very broker.
 */
export class RecordLine {
  readonly #connection: Connection;
  readonly #topic: string;
  readonly #withinMs: number;

  private constructor(connection: Connection, topic: string, withinMs: number) {
    this.#connection = connection;
    this.#topic = topic;
    this.#withinMs = withinMs;
  }

  /** @param withinMs how long the broker may wait for replicas before it answers that it timed out */
  static async open({ host, port }: Address, topic: string, withinMs: number): Promise<RecordLine> {
    const connection = new Connection('plimsoll-writer', {
      connectTimeout: 2_000,
      requestTimeout: withinMs + 2_000,
    });
    // What goes wrong on it is told by the request that it concerns.
    connection.on('error', () => undefined);
    try {
      await connection.connect(host, port);
    } catch (error) {
      connection.close(() => undefined);
      throw error;
    }
    return new RecordLine(connection, topic, withinMs);
  }

  /** Resolves on the acknowledgement; rejects when it was refused, or when it is not known what became of it. */
  async write(value: string, acks: keyof typeof ACKS = 'all'): Promise<void> {
    await produceV11.api.async(this.#connection, ACKS[acks], this.#withinMs, [
      { topic: this.#topic, partition: 0, value: Buffer.from(value) },
    ]);
  }

  close(): void {
    this.#connection.close(() => undefined);
  }
}
