import { mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, loadavg, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { exitCodes } from '@plimsoll/interface/problem/problem';
import { describeHost } from './report/host.ts';
import { publish } from './report/publish.ts';
import { renderMarkdown } from './report/render.ts';
import type { StoredRow } from './row.ts';
import { rows } from './rows.ts';

/**
 * `npm run bench`: measures every row of the table, or those named with `--only`, one after another, prints the table and
 * with `--publish FOLDER` stores it; `--trials N` shortens the rows that are made of trials. Exit code 0 when all was measured, reached or not: a bench is no gate.
 */
async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      only: { type: 'string', multiple: true },
      publish: { type: 'string' },
      trials: { type: 'string' },
      help: { type: 'boolean' },
    },
  });
  const names = rows.map(({ name }) => name);
  if (values.help === true) {
    process.stdout.write(
      `npm run bench -- [--only ROW]… [--publish FOLDER] [--trials N]\nrows: ${names.join(', ')}\n`,
    );
    return 0;
  }
  const trials = values.trials === undefined ? undefined : Number(values.trials);
  if (trials !== undefined && !(Number.isInteger(trials) && trials > 0)) {
    process.stderr.write(`bench: --trials takes a whole number above zero, not "${values.trials}".\n`);
    return exitCodes.usage;
  }
  const unknown = values.only?.find((name) => !names.includes(name));
  if (unknown !== undefined) {
    process.stderr.write(`bench: there is no row "${unknown}". There are: ${names.join(', ')}.\n`);
    return exitCodes.usage;
  }
  const host = describeHost();
  process.stdout.write(`${host}\n`);
  const measured: Record<string, StoredRow> = {};
  let failed = false;
  for (const { name, measure } of rows) {
    if (values.only !== undefined && !values.only.includes(name)) continue;
    const scratch = mkdtempSync(join(tmpdir(), 'plimsoll-bench-'));
    const tidy = (): void => rmSync(scratch, { recursive: true, force: true });
    // Also when interrupted: a bench of five million records leaves gigabytes.
    process.once('exit', tidy);
    const loadBefore = loadavg()[0] ?? 0;
    const from = performance.now();
    const say = (line: string): void =>
      void process.stdout.write(
        `${((performance.now() - from) / 1000).toFixed(1).padStart(6)} s  ${name}: ${line}\n`,
      );
    try {
      const row = await measure({ say, scratch, ...(trials === undefined ? {} : { trials }) });
      const loadAverage = [loadBefore, loadavg()[0] ?? 0] as const;
      measured[name] = {
        ...row,
        at: new Date().toISOString(),
        host,
        processors: availableParallelism(),
        loadAverage,
      };
      if (row.reached !== null)
        say(`${row.measured}: ${row.reached ? 'reached' : 'not reached'} (${row.toReach})`);
      // After each row: what comes later may fail or be interrupted.
      if (values.publish !== undefined) publish(resolve(values.publish), measured, names);
    } catch (error) {
      failed = true;
      say(`could not be measured: ${(error as Error).message}`);
    } finally {
      tidy();
      process.off('exit', tidy);
    }
  }
  process.stdout.write(`\n${renderMarkdown(measured)}`);
  return failed ? 1 : 0;
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130));
try {
  process.exitCode = await main();
} catch (error) {
  process.stderr.write(`bench: ${(error as Error).message}\n`);
  process.exitCode = exitCodes.usage;
}
