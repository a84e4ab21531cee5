import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { random } from '@plimsoll/history/random';
import { arrivals } from '@plimsoll/load/arrivals';
import type { ReadableChain } from '@plimsoll/load/client';
import { HttpCaller } from '@plimsoll/load/http-caller';
import { ChainWatch } from '@plimsoll/load/operator/chain/chain-watch';
import { rpcRequest } from '@plimsoll/load/operator/rpc-call';
import { runClock } from '@plimsoll/load/run-clock';
import type { Address } from '@plimsoll/testbed/testbed';
import { type OrdersTold, signOrders } from './sign-orders.ts';

/** What the process is told, as JSON in a file. */
export interface PacedTold {
  readonly orders: OrdersTold;
  /** JSON-RPC of managers, asked in turn. */
  readonly to: readonly Address[];
  /** Orders are due in an open loop with exponential gaps, by the seed. */
  readonly ratePerSecond: number;
  readonly seed: string;
  /** Orders of the first so many milliseconds are not counted. */
  readonly warmMs: number;
  readonly chain: ReadableChain;
  /** How long the last order may take to get on chain. */
  readonly withinMs: number;
}

/** What it says at its end. */
export interface PacedFigures {
  /** From the answer to the block that holds it, as seen at the chain; one for each order. */
  readonly toChainMs: readonly number[];
  /** Between blocks as they were seen. */
  readonly blockMs: readonly number[];
  /** From when an order was due to its answer. */
  readonly toAnswerMs: readonly number[];
}

/** How often the chain is looked at. */
const lookEveryMs = 10;

// A measuring process: `paced-orders FILE`: asks for orders at a steady rate and sees at the chain itself when each gets there.
const told = JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8')) as PacedTold;
const orders = signOrders(told.orders);
const clock = runClock(String(process.hrtime.bigint()));
const caller = new HttpCaller(clock, { connections: 64, timeoutMs: 15_000 });
const acceptedMs = new Map<string, number>();
const onChainMs = new Map<string, number>();
const blocksMs: number[] = [];
const toAnswerMs: number[] = [];
let refused: string | undefined;
let answered = 0;

const watch = new ChainWatch(told.chain, clock, (record) => {
  if (record.kind === 'block') blocksMs.push(performance.now());
  if (record.kind !== 'batch') return;
  for (const { hash } of record.operations) onChainMs.set(hash, performance.now());
});
const looking = setInterval(() => void watch.look(), lookEveryMs);
const schedule = arrivals('poisson', told.ratePerSecond, random(told.seed, 'orders'));
const beganMs = performance.now();
for (const [n, { body, hash }] of orders.entries()) {
  const dueMs = beganMs + schedule.next().value / 1000;
  const earlyMs = dueMs - performance.now();
  if (earlyMs > 0) await sleep(earlyMs);
  const to = told.to[n % told.to.length];
  if (!to) throw new Error('nobody to ask');
  caller.call(to, rpcRequest(body), ({ text, error }) => {
    answered += 1;
    if (!text.includes(hash) || text.includes('"error"')) {
      refused ??= error ?? text;
      return;
    }
    if (dueMs - beganMs < told.warmMs) return;
    acceptedMs.set(hash, performance.now());
    toAnswerMs.push(performance.now() - dueMs);
  });
}
const missing = (): number => [...acceptedMs.keys()].filter((hash) => !onChainMs.has(hash)).length;
for (
  const untilMs = performance.now() + told.withinMs;
  answered < orders.length || missing() > 0 || refused !== undefined;
) {
  // The account's later ones wait for the nonce of one that was refused.
  if (refused !== undefined) throw new Error(`not accepted: ${refused.slice(0, 300)}`);
  if (performance.now() > untilMs) {
    const where = orders.flatMap(({ hash }, n) => (acceptedMs.has(hash) && !onChainMs.has(hash) ? [n] : []));
    throw new Error(
      `${where.length} of ${orders.length} orders are not on chain, from the ${where[0]}th to the ${where.at(-1)}th; ${answered} were answered`,
    );
  }
  await sleep(50);
}
clearInterval(looking);
const figures: PacedFigures = {
  // An order may be in a block before its answer has arrived.
  toChainMs: [...acceptedMs].map(([hash, atMs]) => Math.max(0, (onChainMs.get(hash) ?? Infinity) - atMs)),
  blockMs: blocksMs.slice(1).map((atMs, n) => atMs - (blocksMs[n] ?? 0)),
  toAnswerMs,
};
process.stdout.write(`${JSON.stringify(figures)}\n`);
process.exit(0);
