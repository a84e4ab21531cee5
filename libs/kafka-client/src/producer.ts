import type { KafkaAddress } from './open-kafka.ts';
import { type Lane, startLane, type LaneSettings } from './lane.ts';
import { openLaneDoor } from './lane-door.ts';
import { partitionOf } from './partition-of.ts';
import type { OutRecord, SendOutcome } from './send-outcome.ts';

/** Where and how to write. Times in milliseconds; those left out have defaults. */
export interface ProducerSettings extends Partial<Omit<LaneSettings, 'partition'>> {
  readonly address: KafkaAddress;
  readonly topic: string;
  /** Number of partitions; read from the brokers beforehand, for life (RG-05). */
  readonly partitions: number;
  /** -1: all replicas in sync; 1: the leader alone, which can lose what it acknowledged. Default -1. */
  readonly acks?: -1 | 1;
}

/** Writes one topic and says truthfully of each record how that ended. */
export interface Producer {
  readonly send: (record: OutRecord) => Promise<SendOutcome>;
  /** Records that wait or are in flight. */
  readonly pending: () => number;
  /** How long the longest-waiting request has been waited for, milliseconds; 0 while idle. */
  readonly stuckMs: () => number;
  readonly close: (withinMs: number) => Promise<void>;
}

const defaults = {
  lingerMs: 2,
  deadlineMs: 10_000,
  attemptMs: 5000,
  probeMs: 400,
  maxBatchRecords: 1000,
  maxBatchBytes: 512 * 1024,
  maxPending: 20_000,
};

/**
 * Starts a producer: a lane for each partition, so that a silent leader of one holds up only that one (K5), all lanes with
 * acks -1, one request in flight and a producer that is thrown away after any error that leaves something unknown.
 */
export function startProducer(settings: ProducerSettings): Producer {
  const { address, topic, partitions, acks = -1, ...rest } = settings;
  const lanes: Lane[] = Array.from({ length: partitions }, (_, partition) => {
    const how = { ...defaults, ...rest, partition };
    return startLane(how, () =>
      openLaneDoor(address, { topic, partition }, { acks, attemptMs: how.attemptMs }),
    );
  });
  return {
    send: (record) => (lanes[partitionOf(record.key, partitions)] as Lane).send(record),
    pending: () => lanes.reduce((sum, lane) => sum + lane.pending(), 0),
    stuckMs: () =>
      Math.max(0, ...lanes.map((lane) => performance.now() - (lane.waitingSinceMs() ?? performance.now()))),
    close: async (withinMs) => {
      await Promise.all(lanes.map((lane) => lane.close(withinMs)));
    },
  };
}
