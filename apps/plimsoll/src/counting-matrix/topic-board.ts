import { setTimeout as pause } from 'node:timers/promises';
import { describeTopics, type ClusterView } from '@plimsoll/testbed/services/kafka/describe-topics';
import type { KafkaBroker, PartitionState } from '@plimsoll/testbed/services/kafka/kafka-service';

const EVERY_MS = 100;

/** Who leads and who is in sync, for all topics of a round: one request every 100 ms to one broker that is not to be lost. */
export class TopicBoard {
  readonly #all: readonly KafkaBroker[];
  readonly #brokers: readonly KafkaBroker[];
  readonly #topics: readonly string[];
  readonly #signal: AbortSignal;
  #view: ClusterView = { live: [], partitions: [] };
  #open = true;
  readonly #watching: Promise<void>;

  /** @param asked brokers to ask, the next one when one does not answer */
  constructor(
    all: readonly KafkaBroker[],
    asked: readonly KafkaBroker[],
    topics: readonly string[],
    signal: AbortSignal,
  ) {
    this.#all = all;
    this.#brokers = asked;
    this.#topics = topics;
    this.#signal = signal;
    this.#watching = this.#watch();
  }

  /** Node ids of brokers that are not fenced. */
  get live(): readonly number[] {
    return this.#view.live;
  }

  stateOf(topic: string): PartitionState | undefined {
    return this.#view.partitions.find((each) => each.topic === topic);
  }

  /** Undefined while it has no leader. */
  leaderOf(topic: string): KafkaBroker | undefined {
    const leader = this.stateOf(topic)?.leader;
    return leader === undefined ? undefined : this.#all.find(({ id }) => id === leader);
  }

  /** Resolves once a condition holds for each of these topics; rejects naming those for which it does not. */
  async until(
    topics: readonly string[],
    holds: (state: PartitionState) => boolean,
    withinMs: number,
    what: string,
  ): Promise<void> {
    const deadline = performance.now() + withinMs;
    for (;;) {
      this.#signal.throwIfAborted();
      const late = topics.filter((topic) => {
        const state = this.stateOf(topic);
        return state === undefined || !holds(state);
      });
      if (late.length === 0) return;
      if (performance.now() > deadline) {
        const state = this.stateOf(late[0] ?? '');
        throw new Error(
          `after ${withinMs} ms ${late.length} of ${topics.length} topics ${what} not; ${late[0]}: leader ${state?.leader ?? 'none'}, in sync ${state?.inSync.join(', ') ?? 'unknown'}`,
        );
      }
      await pause(EVERY_MS / 2, undefined, { signal: this.#signal });
    }
  }

  async close(): Promise<void> {
    this.#open = false;
    await this.#watching;
  }

  async #watch(): Promise<void> {
    let turn = 0;
    while (this.#open && !this.#signal.aborted) {
      const broker = this.#brokers[turn % this.#brokers.length];
      if (broker === undefined) return;
      try {
        this.#view = await describeTopics(broker.probeAddress, this.#topics);
      } catch {
        turn += 1; // It does not answer now; what was seen last stands.
      }
      await pause(EVERY_MS);
    }
  }
}
