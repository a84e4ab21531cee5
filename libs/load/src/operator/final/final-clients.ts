import type { Address } from '@plimsoll/testbed/testbed';
import type { ReadableTopic } from '../../client.ts';
import type { ChainRecord } from '../chain/raw-block.ts';
import type { RpcAnswer, RpcCall } from '../rpc-call.ts';

/** Asks a node, several calls in one request. An answer that did not come has an indefinite outcome; nothing is thrown. */
export interface NodeClient {
  ask(address: Address, calls: readonly RpcCall[]): Promise<readonly RpcAnswer[]>;
  close(): Promise<void>;
}

/** A record as it lies in a partition. */
export interface RawRecord {
  readonly partition: number;
  readonly offset: number;
  readonly key: Buffer | null;
  readonly value: Buffer | null;
}

/** Reads a topic, every partition from its first offset to the end that it has when asked. */
export interface TopicClient {
  /** Resolves with the end of each partition; rejects where one could not be read, after telling what was. */
  read(topic: ReadableTopic, take: (record: RawRecord) => void): Promise<ReadonlyMap<number, number>>;
}

/** Reads the whole chain, block by block from the first. */
export interface ChainClient {
  read(take: (record: ChainRecord) => void): Promise<void>;
}

/** One of the two unrelated clients (HR-07): they share no code on the way from the wire to an answer, a record, a block. */
export interface FinalClients {
  readonly nodes: NodeClient;
  readonly topics: TopicClient;
  readonly chain: ChainClient;
}
