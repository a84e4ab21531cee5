import autocannon from 'autocannon';
import { drawSend } from '@plimsoll/load/draw-send';
import { testMembers } from '@plimsoll/load/members';
import { defaultMix } from '@plimsoll/load/mix';
import { renderSend } from '@plimsoll/load/render-send';
import { wallMicros } from '@plimsoll/load/run-clock';
import { random } from '@plimsoll/history/random';
import { generatorPlan } from './measure/generator-plan.ts';

// A measuring process: `fire PORT FOLDER SECONDS CONNECTIONS`: autocannon with bodies as the generator draws them, rendered beforehand.
const [port, folder = '', seconds, connections] = process.argv.slice(2);
const plan = generatorPlan({ host: '127.0.0.1', port: Number(port) }, folder);
const uniform = random(plan.seed, 'bench');
const draw = {
  mix: { ...defaultMix, ...plan.mix, twice: 0 },
  members: testMembers(plan.members),
  memberCount: plan.members.length,
  awaitShare: plan.load.awaitShare,
  bytes: plan.load.bytes,
  capabilities: plan.capabilities,
};
/** Each connection builds all of them when it opens: many would be built within the time that is measured. */
const bodies = 20;
const requests = Array.from({ length: bodies }, (_, id) => {
  const drawn = drawSend(draw, uniform);
  const { head, tail } = renderSend(id, drawn.member, plan.members, drawn);
  return { body: `${head}${wallMicros() + 600_000_000}${tail}` };
});
const cpu = process.cpuUsage();
const result = await autocannon({
  url: `http://127.0.0.1:${port}/v1/send`,
  connections: Number(connections),
  duration: Number(seconds),
  method: 'POST',
  headers: { 'content-type': 'application/json', authorization: 'Bearer everybody' },
  requests,
});
if (result.non2xx + result.errors > 0) throw new Error(`${result.non2xx + result.errors} requests failed`);
const { user, system } = process.cpuUsage(cpu);
const { total } = result.requests;
process.stdout.write(
  `${JSON.stringify({ perSecond: total / result.duration, cpuMicros: (user + system) / total })}\n`,
);
