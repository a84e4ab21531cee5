import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { startLoad } from '@plimsoll/load/start-load';
import type { NoteRecord } from '@plimsoll/history/record';
import { figuresOf } from '../measure/figures-of.ts';
import { generatorPlan } from '../measure/generator-plan.ts';
import { inTurn } from '../measure/in-turn.ts';
import { median } from '../measure/median.ts';
import { openNullEndpoint } from '../measure/open-null-endpoint.ts';
import { pairedRatio } from '../measure/paired-ratio.ts';
import { spread } from '../measure/spread.ts';
import type { Row } from '../row.ts';

const inFlight = 64;
const rounds = 4;
const seconds = 4;
const source = join(import.meta.dirname, '..');

/** The generator with every operation recorded, against a generator that records nothing, on one and the same endpoint. */
export const generator: Row = {
  name: 'generator',
  async measure({ say, scratch }) {
    const endpoint = await openNullEndpoint();
    const { port } = endpoint.address;
    let run = 0;
    const folder = (): string => join(scratch, String((run += 1)));
    try {
      const cpu = { autocannon: [] as number[], generator: [] as number[] };
      const measured = async (
        who: keyof typeof cpu,
        script: string,
        parameters: readonly string[],
      ): Promise<number> => {
        const figures = await figuresOf<{ perSecond: number; cpuMicros: number }>(
          join(source, script),
          parameters,
        );
        cpu[who].push(figures.cpuMicros);
        return figures.perSecond;
      };
      const cannon = (): Promise<number> =>
        measured('autocannon', 'fire.ts', [String(port), folder(), String(seconds), String(inFlight)]);
      say('warming up');
      const warm = await cannon();
      const sends = String(Math.round(warm * seconds * 0.8));
      const ours = (): Promise<number> =>
        measured('generator', 'generate.ts', [String(port), folder(), sends, String(inFlight)]);
      await ours();
      const samples = await inTurn(
        rounds,
        { autocannon: cannon, generator: ours, 'autocannon again': cannon },
        (name, round, value) => say(`${name} ${round + 1}: ${Math.round(value)} requests a second`),
      );
      const { ratio, low, high } = pairedRatio(samples.generator, samples.autocannon);
      const half = Math.round(median(samples.autocannon) / 2);
      const slips: number[] = [];
      for (let round = 0; round < 3; round += 1) {
        const slip = await slipAt(endpoint.address, folder(), half);
        slips.push(slip.p99Ms);
        say(`slip p99 at ${half} a second: ${slip.p99Ms} ms of ${slip.n} sends`);
      }
      const noise = spread([...samples.autocannon, ...samples['autocannon again']]);
      return {
        what: 'generator, every operation recorded',
        measured: `${Math.round(median(samples.generator))} sends a second (n = ${rounds}); at ${half} a second slip p99 ${Math.max(...slips).toFixed(2)} ms (worst of ${slips.length})`,
        against: `autocannon on the same null endpoint: ${Math.round(median(samples.autocannon))} (n = ${rounds})`,
        ratio,
        toReach: '≥ 0.8 of its rate; at half of that rate slip p99 < 5 ms',
        reached: ratio >= 0.8 && Math.max(...slips) < 5,
        notes: [
          `The ratios of neighbours lie between ${low.toFixed(2)} and ${high.toFixed(2)}; autocannon against autocannon spreads by ${(noise * 100).toFixed(0)} %.`,
          `CPU of the generating process for one request (other work on the host does not count): ours ${median(cpu.generator).toFixed(1)} µs, autocannon ${median(cpu.autocannon).toFixed(1)} µs; by it the ratio is ${(median(cpu.autocannon) / median(cpu.generator)).toFixed(2)}.`,
          `${inFlight} connections, one request in flight on each, contents of 200 bytes; autocannon sends 20 bodies, rendered beforehand, in turn. The generator draws, renders, sends, classifies and records each.`,
          `Slip (handed to the network after it was due) is of the open-loop load itself, Poisson arrivals, ${seconds} s each.`,
        ],
        samples: {
          'generator, sends per second': samples.generator,
          'autocannon, requests per second': samples.autocannon,
          'autocannon again (A/A)': samples['autocannon again'],
          'slip p99, ms': slips,
        },
      };
    } finally {
      await endpoint.close();
    }
  },
};

/** The 99th percentile of the generator's own lateness under an open loop. */
async function slipAt(
  address: { readonly host: string; readonly port: number },
  folder: string,
  ratePerSecond: number,
): Promise<{ readonly n: number; readonly p99Ms: number }> {
  const load = await startLoad(generatorPlan(address, folder, ratePerSecond));
  load.begin();
  await sleep(seconds * 1000);
  await load.stop(500);
  await load.close();
  const note = readFileSync(join(folder, 'load.ndjson'), 'utf8')
    .split('\n')
    .filter((line) => line.includes('"about":"slip"'))
    .map((line) => JSON.parse(line) as NoteRecord)
    .at(-1);
  const slip = note?.values as { n: number; percentiles: Readonly<Record<string, number>> } | undefined;
  if (slip === undefined) throw new Error('the generator said nothing of its slip');
  const p99 = slip.percentiles['p99'];
  if (p99 === undefined) throw new Error(`${slip.n} sends carry no p99`);
  return { n: slip.n, p99Ms: p99 / 1000 };
}
