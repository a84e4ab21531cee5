import { setTimeout as pause } from 'node:timers/promises';
import type { Barrier } from '../client.ts';
import type { HttpCaller } from '../http-caller.ts';
import type { Route } from '../routes.ts';
import { type Askable, endCall, isEnd, saidStatus } from './operation-end.ts';
import type { Operators } from './operators.ts';
import { callBatch, callsPerBatch } from './rpc-batch.ts';

const betweenRoundsMs = 200;
/** Batches under way at one node. */
const abreast = 4;

/**
 * Waits until every node shows an end of every operation of its operator, or `withinMs` have passed: the final barrier. Nothing is recorded,
 * the final reads look again. Numbers are indexes of `nodes`.
 */
export async function waitForEnds(
  caller: HttpCaller,
  nodes: readonly Route[],
  operators: Operators,
  operations: readonly Askable[],
  withinMs: number,
): Promise<Barrier> {
  const until = performance.now() + withinMs;
  const waits = nodes.map(async (node) => {
    let open: readonly Askable[] = operations.filter(({ site }) =>
      operators.together(site, node.endpoint.site),
    );
    for (;;) {
      open = await stillOpen(caller, node, open, until);
      if (open.length === 0) return true;
      if (performance.now() + betweenRoundsMs >= until) return false;
      await pause(betweenRoundsMs);
    }
  });
  const reached = await Promise.all(waits);
  const numbers = nodes.map((_, index) => index);
  return {
    reached: numbers.filter((index) => reached[index]),
    missing: numbers.filter((index) => !reached[index]),
  };
}

async function stillOpen(
  caller: HttpCaller,
  { address }: Route,
  operations: readonly Askable[],
  until: number,
): Promise<readonly Askable[]> {
  const open: Askable[] = [];
  let at = 0;
  const lane = async (): Promise<void> => {
    while (at < operations.length) {
      const asked = operations.slice(at, (at += callsPerBatch));
      if (performance.now() >= until) {
        open.push(...asked);
        continue;
      }
      const { answers } = await callBatch(caller, address, asked.map(endCall));
      asked.forEach((operation, index) => {
        const said = answers[index] === undefined ? undefined : saidStatus(operation, answers[index]);
        if (said === undefined || !isEnd(said)) open.push(operation);
      });
    }
  };
  await Promise.all(Array.from({ length: abreast }, lane));
  return open;
}
