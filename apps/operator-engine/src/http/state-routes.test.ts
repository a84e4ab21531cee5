import { pino } from 'pino';
import { expect, test } from 'vitest';
import { genesisState } from '@plimsoll/rollup/state';
import { createServer } from './create-server.ts';
import type { EngineServices } from './engine-services.ts';
import { stateRoutes } from './state-routes.ts';

test('nothing is told of the state before the chain was read to its end once: final would go back after a restart (RG-15)', async () => {
  let caughtUp = false;
  const state = genesisState([]);
  const view = { caughtUp: () => caughtUp, accepted: { final: state, head: state } };
  const outcomes = { book: { ofSigner: () => [] } };
  const app = createServer(pino({ level: 'silent' }));
  stateRoutes(app, { engine: { view, outcomes } } as unknown as EngineServices);
  const ask = async (url: string): Promise<number> => (await app.inject({ url })).statusCode;
  expect([await ask('/state/accounts/7'), await ask('/accounts/recent/7')]).toEqual([503, 503]);
  caughtUp = true;
  expect(await ask('/state/accounts/7')).toBe(404);
  // Once read, it may fall behind for a moment: what was final then still is.
  caughtUp = false;
  expect(await ask('/state/accounts/7')).toBe(404);
  await app.close();
});
