import { benchSend } from '@plimsoll/load/bench-send';
import { generatorPlan } from './measure/generator-plan.ts';

// A measuring process: `generate PORT FOLDER SENDS IN_FLIGHT`: the load's own parts, every operation drawn, made and recorded.
const [port, folder = '', sends, inFlight] = process.argv.slice(2);
const plan = generatorPlan({ host: '127.0.0.1', port: Number(port) }, folder);
const cpu = process.cpuUsage();
const result = await benchSend(plan, { sends: Number(sends), inFlight: Number(inFlight) });
if (result.ok !== result.sends)
  throw new Error(`${result.sends - result.ok} of ${result.sends} were not taken`);
const { user, system } = process.cpuUsage(cpu);
process.stdout.write(
  `${JSON.stringify({ perSecond: result.sendsPerSecond, cpuMicros: (user + system) / result.sends })}\n`,
);
