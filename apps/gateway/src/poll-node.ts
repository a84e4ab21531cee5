import type { Dispatcher } from 'undici';

/** A node to be asked, with a connection for nothing else. */
export interface PolledNode {
  /** `host:port`. */
  readonly address: string;
  readonly dispatcher: Dispatcher;
}

/** Asks a node how it is: `gone` if it did not answer, `unready` if it says it makes no progress. */
export type PollNode = (node: PolledNode, withinMs: number) => Promise<'ready' | 'unready' | 'gone'>;

/** A whole round trip to `/health/ready` in bounded time; a connection that merely opens proves nothing (DC-75). */
export const pollNode: PollNode = async ({ dispatcher }, withinMs) => {
  try {
    const reply = await dispatcher.request({
      path: '/health/ready',
      method: 'GET',
      signal: AbortSignal.timeout(withinMs),
    });
    const body: unknown = await reply.body.json().catch(() => undefined);
    return reply.statusCode === 200 && (body as { ready?: unknown } | undefined)?.ready === true
      ? 'ready'
      : 'unready';
  } catch {
    return 'gone';
  }
};
