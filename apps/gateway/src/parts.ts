import { chooseNode, type NodeView } from '@plimsoll/domain/gateway/choose-node';
import { type FailedAttempt, mayTryAnother } from '@plimsoll/domain/gateway/may-try-another';
import { failureCode } from './failure-code.ts';
import { pollNode, type Polled, type PollNode } from './poll-node.ts';

/** The rules that a gateway is composed of, each replaceable alone (as the sequencer's parts). */
export interface GatewayParts {
  /** Even spread over healthy nodes. */
  readonly chooseNode: <Node extends NodeView>(
    nodes: readonly Node[],
    turn: number,
    tried: ReadonlySet<string>,
  ) => Node | undefined;
  /** Definite or not: when a request may go to another node. */
  readonly mayTryAnother: (attempt: FailedAttempt) => boolean;
  /** Definite or not: what the client is told of a request that failed and is not tried again. */
  readonly failureCode: (neverSent: boolean) => 'NO_NODE_AVAILABLE' | 'UPSTREAM_LOST';
  /** DG-20: health is a round trip, and a node that recovered is healthy again. */
  readonly pollNode: PollNode;
  /** What the poll's result makes of a node: whether it gets requests from now on. */
  readonly judgeNode: (polled: Polled, wasHealthy: boolean) => boolean;
}

/** The rules as they are. */
export const referenceParts: GatewayParts = {
  chooseNode,
  mayTryAnother,
  failureCode,
  pollNode,
  judgeNode: (polled) => polled === 'ready',
};
