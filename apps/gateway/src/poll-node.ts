import type { Dispatcher } from 'undici';
import type { HealthBody } from '@plimsoll/interface/health/health';

/** A node to be asked, with a connection for nothing else. */
export interface PolledNode {
  /** `host:port`. */
  readonly address: string;
  readonly dispatcher: Dispatcher;
}

/**
 * How a node is: `gone` if it did not answer, `unready` if it says it makes no progress, `reads` if it says so and that it
 * answers reads all the same.
 */
export type Polled = 'ready' | 'reads' | 'unready' | 'gone';

/** Asks a node how it is. */
export type PollNode = (node: PolledNode, withinMs: number) => Promise<Polled>;

/** A whole round trip to `/health/ready` in bounded time; a connection that merely opens proves nothing (DC-75). */
export const pollNode: PollNode = async ({ dispatcher }, withinMs) => {
  try {
    const reply = await dispatcher.request({
      path: '/health/ready',
      method: 'GET',
      signal: AbortSignal.timeout(withinMs),
    });
    const body = (await reply.body.json().catch(() => undefined)) as Partial<HealthBody> | null | undefined;
    if (reply.statusCode === 200 && body?.ready === true) return 'ready';
    return body?.ready === false && body.servesReads === true ? 'reads' : 'unready';
  } catch {
    return 'gone';
  }
};
