import type { BoundsReply } from '@plimsoll/interface/sequencer/calls';
import { classify } from './classify.ts';
import type { HttpCaller } from './http-caller.ts';
import type { Route } from './routes.ts';

/** Asks an endpoint from where on events are still kept; null if it does not say. */
export async function lowerBound(caller: HttpCaller, route: Route, token: string): Promise<number | null> {
  const reply = await new Promise<Parameters<Parameters<HttpCaller['call']>[2]>[0]>((resolve) => {
    caller.call(route.address, { method: 'GET', path: '/v1/bounds', token, body: undefined }, resolve);
  });
  const { body } = classify<BoundsReply>(reply, ({ lowerBoundMicros }) =>
    Number.isSafeInteger(lowerBoundMicros),
  );
  return body?.lowerBoundMicros ?? null;
}
