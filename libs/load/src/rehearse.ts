import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { type AttemptTools, makeAttempt } from './attempt.ts';
import { HttpCaller } from './http-caller.ts';
import { renderSend } from './render-send.ts';
import type { DrawnSend } from './draw-send.ts';
import type { ClientPlan } from './client.ts';
import type { RunClock } from './run-clock.ts';

const inFlight = 64;
const reply = '{"status":"accepted"}';
const response = `HTTP/1.1 202 Accepted\r\ncontent-type: application/json\r\ncontent-length: ${reply.length}\r\n\r\n${reply}`;
const brace = 0x7d;

/**
 * Makes sends against a server of its own, on loopback and thrown away afterwards, by the very parts that make the load's: drawn,
 * rendered, sent, classified, put into words; nothing is recorded. So the code is compiled before the first send is due. Without it the
 * first quarter of a second of a brisk load is late, and the subject would be measured by a generator that was not ready (HS-03).
 */
export async function rehearse(
  sends: number,
  members: ClientPlan['members'],
  draw: () => DrawnSend,
  clock: RunClock,
): Promise<void> {
  const server = createServer((socket) => {
    socket.on('error', () => undefined);
    // A request ends in the brace of its body. One that is cut in two there is answered twice, and ends as rubbish: nobody minds.
    socket.on('data', (chunk) => void (chunk.at(-1) === brace && socket.write(response)));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const address = { host: '127.0.0.1', port };
  const route = {
    endpoint: { instance: 'rehearsal', site: '', serves: 'node' as const, from: {} },
    index: 0,
    address,
  };
  const caller = new HttpCaller(clock, { connections: inFlight, timeoutMs: 1000 });
  const tools: AttemptTools = {
    caller,
    sessions: { token: () => 'rehearsal', refused: () => undefined },
    writer: { write: (record) => void JSON.stringify(record) },
    clock,
  };
  await new Promise<void>((resolve) => {
    let begun = 0;
    let ended = 0;
    const next = (): void => {
      if (begun === sends) return;
      const drawn = draw();
      const nowMicros = clock();
      const attempt = {
        id: begun++,
        attempt: 1,
        member: drawn.member,
        site: '',
        route,
        rendered: renderSend(begun, drawn.member, members, drawn),
        awaits: drawn.awaits,
        maxSequencingTimeMicros: nowMicros,
        topologyTimestampMicros: undefined,
        observedMicros: undefined,
        observedOn: undefined,
        purpose: 'load' as const,
        dueMicros: nowMicros,
      };
      makeAttempt(tools, attempt, () => {
        ended += 1;
        if (ended === sends) resolve();
        else next();
      });
    };
    if (sends === 0) resolve();
    for (let each = 0; each < Math.min(inFlight, sends); each += 1) next();
  });
  caller.close();
  server.close();
  await once(server, 'close');
}
