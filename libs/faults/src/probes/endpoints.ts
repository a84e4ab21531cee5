import type { ChainEndpoint } from '@plimsoll/testbed/testbed';
import type { Observation } from '../fault.ts';
import { askRpc, type RpcAnswer } from './rpc.ts';

/** Asks each endpoint, all at once, and says whether all were heard like that. */
export async function endpointsAre(
  endpoints: readonly ChainEndpoint[],
  how: RpcAnswer['how'],
  withinMs: number,
): Promise<Observation> {
  const heard = await Promise.all(
    endpoints.map(async (endpoint) => ({ endpoint, answer: await askRpc(endpoint.url, withinMs) })),
  );
  return {
    seen: heard.every(({ answer }) => answer.how === how),
    words: heard
      .map(
        ({ endpoint: { site, number }, answer }) =>
          `endpoint ${site}/${number}: ${answer.words} after ${answer.afterMs.toFixed(0)} ms`,
      )
      .join('; '),
  };
}
