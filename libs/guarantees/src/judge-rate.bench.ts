import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { historyFiles, layout } from '@plimsoll/history/layout';
import { readHistory } from '@plimsoll/history/reader';
import { judge } from './judge.ts';
import { writeRunFolder } from './run-folder.fixture.ts';
import { smallSynthesis, synthesize } from './synthetic/synthesize.ts';

/**
 * Rate of judging with all guarantees on, against only reading, checking and parsing the same files: in one process, one after the
 * other, the best of three each (of one, from a million records on). `node src/judge-rate.bench.ts [sends]`, about 13 records a send. Prints one JSON line;
 * the memory is that of the judging process alone.
 */
const [what = '20000', directory] = process.argv.slice(2);
if (what === 'measure' && directory !== undefined) measureRate(directory);
else compareIn(Number(what));

function compareIn(sends: number): void {
  const synthetic = synthesize({
    ...smallSynthesis,
    seed: 'bench',
    sends,
    ratePerSecond: 500,
    members: 6,
    kills: 8,
    oddity: 0.3,
  });
  const folder = writeRunFolder(synthetic.plan, synthetic.records());
  try {
    const child = spawnSync(process.execPath, [fileURLToPath(import.meta.url), 'measure', folder], {
      stdio: 'inherit',
    });
    process.exitCode = child.status ?? 1;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function measureRate(folder: string): void {
  const parse = (): number =>
    historyFiles.reduce(
      (sum, file) =>
        sum + readHistory(join(folder, layout.history, `${file}.ndjson`), () => undefined).records,
      0,
    );
  // CPU time, not wall time: the ratio must not depend on who else uses the machine.
  const seconds = (act: () => void): number => {
    const from = process.cpuUsage();
    act();
    const { user, system } = process.cpuUsage(from);
    return (user + system) / 1e6;
  };
  const records = parse();
  const runs = records >= 1e6 ? 1 : 3;
  let [parsing, judging] = [Infinity, Infinity];
  for (let run = 0; run < runs; run += 1) {
    parsing = Math.min(parsing, seconds(parse));
    judging = Math.min(
      judging,
      seconds(() => {
        const { verdict, reason } = judge(folder);
        if (verdict === 'FAIL') throw new Error(reason);
      }),
    );
  }
  const figures = {
    records,
    parsedPerCpuSecond: Math.round(records / parsing),
    judgedPerCpuSecond: Math.round(records / judging),
    ratio: Number((parsing / judging).toFixed(3)),
    peakMegabytes: Math.round(process.resourceUsage().maxRSS / 1024),
  };
  process.stdout.write(`${JSON.stringify(figures)}\n`);
}
