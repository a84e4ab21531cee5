import { readFileSync } from 'node:fs';
import { request as httpRequest } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { TestMember } from '@plimsoll/load/client';
import { HttpCaller } from '@plimsoll/load/http-caller';
import { LineSplitter } from '@plimsoll/load/line-splitter';
import type { Route } from '@plimsoll/load/routes';
import { runClock, wallMicros } from '@plimsoll/load/run-clock';
import { Sessions } from '@plimsoll/load/sessions';
import type { Address } from '@plimsoll/testbed/testbed';

/** What a flow is told, as JSON in a file. */
export interface FlowTold {
  readonly members: readonly TestMember[];
  /** Sends go here. */
  readonly to: Address;
  /** The recipient reads here; undefined: nobody reads, and what was accepted is counted. */
  readonly at?: Address;
  readonly seconds: number;
  readonly contentBytes: number;
  /** Calls in flight, and sends accepted but not read yet, at any time. */
  readonly inFlight: number;
  readonly unreadMax: number;
}

// A measuring process: `flow FILE`: member 0 sends to member 1 at one node as fast as answers and reads come back; member 1 reads at
// the other. What is counted is what was read.
const told = JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8')) as FlowTold;
const warmMs = 1500;
const clock = runClock(String(process.hrtime.bigint()));
const caller = new HttpCaller(clock, { connections: told.inFlight, timeoutMs: 10_000 });
const sessions = new Sessions(caller, told.members);
const route = (address: Address, index: number): Route => ({
  endpoint: { instance: `node-${index}`, site: 'a', serves: 'node', from: { a: address } },
  index,
  address,
});
const [sender, recipient] = told.members.map(({ name }) => name);
const token = await sessions.prepare(0, route(told.to, 0));
let read = 0;
let accepted = 0;
let refused = 0;
let calls = 0;
let number = 0;
let sending = false;
if (told.at !== undefined) await subscribe(told.at);

const content = Buffer.alloc(told.contentBytes, 'x').toString('base64');
const tail = `,"envelopes":[{"content":"${content}","recipients":["${recipient}"]}]}`;
const run = `${Date.now()}`;
sending = true;
send();
const counted = (): number => (told.at === undefined ? accepted : read);
await sleep(warmMs);
const from = { at: performance.now(), count: counted() };
await sleep(told.seconds * 1000);
const seconds = (performance.now() - from.at) / 1000;
const perSecond = (counted() - from.count) / seconds;
sending = false;
// Everything accepted arrives, or the rate was not that of a sequencer.
for (let waits = 0; waits < 200 && (calls > 0 || (told.at !== undefined && read < accepted)); waits += 1)
  await sleep(50);
if (refused > 0) throw new Error(`${refused} sends were refused`);
if (told.at !== undefined && read !== accepted)
  throw new Error(`${accepted} sends were accepted, ${read} were read`);
process.stdout.write(`${JSON.stringify({ perSecond, sends: accepted })}\n`);
process.exit(0);

/** Counts event lines of member 1 at that node from now on; resolves once the stream stands and what is older was passed over. */
async function subscribe(address: Address): Promise<void> {
  const bearer = await sessions.prepare(1, route(address, 1));
  const splitter = new LineSplitter();
  const stands = Promise.withResolvers<void>();
  const from = wallMicros();
  httpRequest(
    {
      host: address.host,
      port: address.port,
      path: `/v1/subscribe?from=${from}`,
      headers: { authorization: `Bearer ${bearer}` },
    },
    (response) => {
      if (response.statusCode !== 200) stands.reject(new Error(`subscribing: ${response.statusCode}`));
      stands.resolve();
      response.on('data', (chunk: Buffer) => {
        for (const line of splitter.push(chunk)) if (line.startsWith('{"type":"event"')) read += 1;
        send();
      });
    },
  )
    .on('error', stands.reject)
    .end();
  await stands.promise;
}

/** As many more as may be in flight and unread. */
function send(): void {
  while (
    sending &&
    calls < told.inFlight &&
    (told.at === undefined || accepted + calls - read < told.unreadMax)
  ) {
    calls += 1;
    const head = `{"sender":"${sender}","messageId":"f-${run}-${(number += 1)}","maxSequencingTimeMicros":${wallMicros() + 600_000_000}`;
    caller.call(told.to, { method: 'POST', path: '/v1/send', token, body: head + tail }, (reply) => {
      calls -= 1;
      if (reply.httpStatus === 202) accepted += 1;
      else refused += 1;
      send();
    });
  }
}
