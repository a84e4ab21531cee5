import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { historyFiles, layout } from '@plimsoll/history/layout';
import { writeSeal } from '@plimsoll/history/seal';
import { HistoryWriter } from '@plimsoll/history/writer';
import { smallSynthesis, synthesize } from '@plimsoll/guarantees/synthetic/synthesize';
import { figuresOf } from '../measure/figures-of.ts';
import { inTurn } from '../measure/in-turn.ts';
import { median } from '../measure/median.ts';
import { pairedRatio } from '../measure/paired-ratio.ts';
import { spread } from '../measure/spread.ts';
import type { Row } from '../row.ts';

interface Figures {
  readonly records: number;
  readonly wallPerSecond: number;
  readonly cpuPerSecond: number;
  readonly peakMegabytes: number;
}

/** About 13 records a send: a little over 5 million, and a tenth of it to show what the start costs. */
const sends = { small: 40_000, whole: 400_000 } as const;
const script = join(import.meta.dirname, '../parse-or-judge.ts');

/** Judging with every guarantee on, against nothing but JSON.parse of the lines of the same files. */
export const checker: Row = {
  name: 'checker',
  async measure({ say, scratch }) {
    const whole = writeHistory(join(scratch, 'whole'), sends.whole);
    say('history is written');
    const wall: Record<string, number[]> = { parsed: [], judged: [], 'parsed again': [] };
    let records = 0;
    let peakMegabytes = 0;
    const run = async (how: 'parse' | 'judge', name: string): Promise<number> => {
      const figures = await figuresOf<Figures>(script, [how, whole]);
      wall[name]?.push(figures.wallPerSecond);
      if (how === 'judge') {
        records = figures.records;
        peakMegabytes = Math.max(peakMegabytes, figures.peakMegabytes);
      }
      return figures.cpuPerSecond;
    };
    const samples = await inTurn(
      3,
      {
        parsed: () => run('parse', 'parsed'),
        judged: () => run('judge', 'judged'),
        'parsed again': () => run('parse', 'parsed again'),
      },
      (name, round, value) => say(`${name} ${round + 1}: ${Math.round(value)} records a CPU second`),
    );
    const { ratio, low, high } = pairedRatio(samples.judged, samples.parsed);
    const small = writeHistory(join(scratch, 'small'), sends.small);
    const short = await figuresOf<Figures>(script, ['judge', small]);
    const shortParsed = await figuresOf<Figures>(script, ['parse', small]);
    const noise = spread([...samples.parsed, ...samples['parsed again']]);
    return {
      what: 'checker, all guarantees on',
      measured:
        `${thousands(median(samples.judged))} records a CPU second (n = 3); ` +
        `${(records / 1e6).toFixed(2)} M records judged with ${peakMegabytes} MB at most`,
      against: `JSON.parse of each line of the same files in Node: ${thousands(median(samples.parsed))} (n = 3)`,
      ratio,
      toReach: '≥ 0.5 of its rate; 5 M records < 1 GB',
      reached: ratio >= 0.5 && records >= 5e6 && peakMegabytes < 1000,
      notes: [
        `The ratios of neighbours lie between ${low.toFixed(2)} and ${high.toFixed(2)}; parsing against parsing spreads by ${(noise * 100).toFixed(0)} %.`,
        `By wall clock: ${(median(wall['judged'] ?? []) / median(wall['parsed'] ?? [])).toFixed(2)}. On a tenth, ${short.records} records (once): ${(short.cpuPerSecond / shortParsed.cpuPerSecond).toFixed(2)}; compiling the checkers weighs more there.`,
        'Judging also verifies the checksum chain of every line and the seal; parsing does neither. Each runs in a process of its own, start-up not counted.',
        'CPU time, garbage collection included: the ratio must not depend on who else uses the machine. Memory is the peak resident size of the judging process.',
      ],
      samples: {
        'judged per CPU second': samples.judged,
        'parsed per CPU second': samples.parsed,
        'parsed again (A/A)': samples['parsed again'],
      },
    };
  },
};

/** Writes a synthetic run as the harness writes one, and returns its folder. */
function writeHistory(folder: string, count: number): string {
  const synthetic = synthesize({
    ...smallSynthesis,
    seed: 'bench',
    sends: count,
    ratePerSecond: 500,
    members: 6,
    kills: 8,
    oddity: 0.3,
  });
  mkdirSync(join(folder, layout.history), { recursive: true });
  writeFileSync(join(folder, layout.plan), JSON.stringify(synthetic.plan));
  const writers = new Map(
    historyFiles.map((file) => [file, new HistoryWriter(join(folder, layout.history), file)]),
  );
  for (const [file, record] of synthetic.records()) writers.get(file)?.write(record);
  for (const writer of writers.values()) writer.close();
  writeSeal(folder);
  return folder;
}

function thousands(value: number): string {
  return `${Math.round(value / 1000)} k`;
}
