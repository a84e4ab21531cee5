import type { NeedRoute } from '@plimsoll/testbed/testbed';
import type { Observation } from '../fault.ts';
import { askForSsl } from './ssl-request.ts';

/** Seen when a database server answers the probe's own SSLRequest on that route. */
export async function routeAnswers(route: NeedRoute, withinMs = 1_000): Promise<Observation> {
  const { how, words, afterMs } = await askForSsl(route.address, withinMs);
  return {
    seen: how === 'answered',
    words: `SSLRequest on the route of ${route.instance}: ${words} after ${afterMs.toFixed(0)} ms`,
  };
}
