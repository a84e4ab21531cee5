import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import { Pool } from 'undici';
import type { Config } from './config.ts';
import type { GatewayMetrics } from './metrics.ts';
import type { GatewayParts } from './parts.ts';

/** A node, its health, and the connections to it. */
export interface Upstream {
  readonly address: string;
  healthy: boolean;
  /** Not ready, and answering reads by its own word. */
  servesReads: boolean;
  /** For requests, and for streams, which hold their connection. */
  readonly requests: Pool;
  readonly streams: Pool;
  /** Aborted, and replaced, when the node stops answering: whatever it was given is abandoned. */
  patience: AbortController;
}

/** Polls every node for as long as the gateway runs. */
export interface Upstreams {
  readonly nodes: readonly Upstream[];
  /** A request found the node unreachable: no more to it until a poll succeeds. */
  readonly unreachable: (node: Upstream) => void;
  readonly close: () => Promise<void>;
}

export function openUpstreams(
  config: Config,
  parts: GatewayParts,
  log: Logger,
  metrics: GatewayMetrics,
): Upstreams {
  const stop = new AbortController();
  const nodes = config.nodes.map((address): Upstream => {
    const options = {
      connect: { timeout: config.connectMs },
      // Below the node's own keep-alive time, so that a request is never written to a connection being closed.
      keepAliveTimeout: 10_000,
      headersTimeout: config.replyMs,
      pipelining: 1,
    };
    return {
      address,
      healthy: false,
      servesReads: false,
      requests: new Pool(`http://${address}`, { ...options, connections: 512, bodyTimeout: config.replyMs }),
      // Proofs come at least every second: a stream silent for much longer is a node that hangs.
      streams: new Pool(`http://${address}`, { ...options, connections: null, bodyTimeout: 5000 }),
      patience: new AbortController(),
    };
  });

  const turn = (node: Upstream, healthy: boolean, why: string): void => {
    if (node.healthy !== healthy) log.info({ node: node.address, healthy, why }, 'node');
    node.healthy = healthy;
    metrics.healthy.set({ node: node.address }, healthy ? 1 : 0);
  };

  const poll = async (node: Upstream): Promise<void> => {
    const dispatcher = new Pool(`http://${node.address}`, {
      connections: 1,
      connect: { timeout: config.healthTimeoutMs },
    });
    while (!stop.signal.aborted) {
      const polled = await parts.pollNode({ address: node.address, dispatcher }, config.healthTimeoutMs);
      turn(node, parts.judgeNode(polled, node.healthy), polled);
      node.servesReads = polled === 'reads';
      if (polled === 'gone') {
        node.patience.abort(new Error('the node does not answer its health poll'));
        node.patience = new AbortController();
      }
      await sleep(config.healthIntervalMs, undefined, { signal: stop.signal }).catch(() => undefined);
    }
    await dispatcher.destroy();
  };
  const polls = nodes.map(poll);

  return {
    nodes,
    unreachable: (node) => {
      turn(node, false, 'unreachable');
      node.servesReads = false;
    },
    close: async () => {
      stop.abort();
      await Promise.all(nodes.flatMap((node) => [node.requests.destroy(), node.streams.destroy()]));
      await Promise.all(polls);
    },
  };
}
