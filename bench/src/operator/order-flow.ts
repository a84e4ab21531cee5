import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { HttpCaller } from '@plimsoll/load/http-caller';
import { rpcRequest } from '@plimsoll/load/operator/rpc-call';
import { runClock } from '@plimsoll/load/run-clock';
import type { Address } from '@plimsoll/testbed/testbed';
import { type OrdersTold, signOrders } from './sign-orders.ts';

/** What a flow is told, as JSON in a file. */
export interface OrderFlowTold {
  readonly orders: OrdersTold;
  /** JSON-RPC of a manager, or of what answers like one. */
  readonly to: Address;
  readonly seconds: number;
  /** Calls a request: an array of JSON-RPC 2.0. */
  readonly callsARequest: number;
  readonly requestsInFlight: number;
  /** Begin again with the first when all were sent: where the same order twice is no matter. */
  readonly again: boolean;
}

/** What it says at its end. */
export interface OrderFlowFigures {
  readonly perSecond: number;
  /** How many orders were accepted in all: the next flow goes on with the one after. */
  readonly accepted: number;
}

// A measuring process: `order-flow FILE`: signs its orders and renders its requests first, then sends them as fast as answers come
// back. Counted is what was answered with the hash that was signed.
const told = JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8')) as OrderFlowTold;
const warmMs = 1500;
const orders = signOrders(told.orders);
const requests = Array.from({ length: Math.floor(orders.length / told.callsARequest) }, (_, at) => {
  const lot = orders.slice(at * told.callsARequest, (at + 1) * told.callsARequest);
  const calls = lot.map(({ body }, id) => body.replace('"id":1,', `"id":${id + 1},`));
  return { request: rpcRequest(`[${calls.join(',')}]`), hashes: lot.map(({ hash }) => hash) };
});
const caller = new HttpCaller(runClock(String(process.hrtime.bigint())), {
  connections: told.requestsInFlight,
  timeoutMs: 15_000,
});
let next = 0;
let inFlight = 0;
let accepted = 0;
let refused: string | undefined;
let sending = true;
let ranOut: { readonly at: number; readonly accepted: number } | undefined;
send();
await sleep(warmMs);
const from = { at: performance.now(), accepted };
await sleep(told.seconds * 1000);
const till = ranOut ?? { at: performance.now(), accepted };
sending = false;
while (inFlight > 0) await sleep(20);
if (refused !== undefined) throw new Error(`not accepted: ${refused.slice(0, 300)}`);
if (till.at - from.at < told.seconds * 500) throw new Error(`${orders.length} orders were too few`);
const perSecond = (till.accepted - from.accepted) / ((till.at - from.at) / 1000);
process.stdout.write(`${JSON.stringify({ perSecond, accepted } satisfies OrderFlowFigures)}\n`);
process.exit(0);

/** As many more as may be in flight. */
function send(): void {
  while (sending && inFlight < told.requestsInFlight) {
    const each = requests[told.again ? next % requests.length : next];
    if (each === undefined) {
      ranOut ??= { at: performance.now(), accepted };
      return;
    }
    next += 1;
    inFlight += 1;
    caller.call(told.to, each.request, (reply) => {
      inFlight -= 1;
      if (!reply.text.includes('"error"') && each.hashes.every((hash) => reply.text.includes(hash)))
        accepted += each.hashes.length;
      else refused ??= reply.error ?? reply.text;
      send();
    });
  }
}
