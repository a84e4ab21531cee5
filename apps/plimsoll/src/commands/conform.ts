import { mkdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Command } from 'commander';
import type { CaseResult } from '@plimsoll/conformance/case';
import { Problem } from '@plimsoll/interface/problem/problem';
import { openTestbed } from '@plimsoll/testbed/open-testbed';
import { defaultOutDirectory, freshSeed } from '../conduct.ts';
import { conformancePlan } from '../conformance/conformance-plan.ts';
import { interruption } from '../interruption.ts';
import { loadSubject, type Subject } from '../subject.ts';
import { terminalObserver } from '../terminal-observer.ts';

interface ConformFlags {
  readonly only?: string;
  readonly out?: string;
  readonly fuzz?: string | true;
  readonly seed?: string;
}

/** `plimsoll conform MANIFEST`: does the subject speak the interface? Deterministic cases, no faults. */
export function define(program: Command, finish: (work: Promise<number>) => void): void {
  program
    .command('conform')
    .description('check that a subject speaks the interface: deterministic cases, no faults')
    .argument('[subject]', 'manifest, folder or name (default: the reference sequencer)')
    .option('--only <ids>', 'only these cases, separated by commas')
    .option('--fuzz [requests]', 'also hostile requests, so many for each call (default 1000)')
    .option('--seed <text>', 'what the hostile requests are drawn from (default: fresh, printed)')
    .option('-o, --out <folder>', 'where conformance.json and the logs go')
    .action((subject: string | undefined, flags: ConformFlags) => finish(conform(subject, flags)));
}

async function conform(named: string | undefined, flags: ConformFlags): Promise<number> {
  const subject = await loadSubject(named);
  const directory =
    flags.out === undefined
      ? await defaultOutDirectory(`${subject.manifest.name}-conform`)
      : resolve(flags.out);
  await mkdir(directory, { recursive: true });
  const plan = conformancePlan(subject.manifest);
  const observer = terminalObserver(`${subject.manifest.name}: conformance`);
  const results: CaseResult[] = [];
  try {
    const testbed = await openTestbed({
      manifest: subject.manifest,
      manifestDirectory: subject.directory,
      sites: ['a', 'b'],
      instances: { a: 1, b: 1 },
      postgres: 'single',
      clocks: false,
      ...plan.testbed,
      logDirectory: join(directory, 'logs'),
      onProgress: (words) => observer.line(words),
    });
    try {
      const only = flags.only?.split(',');
      const { signal } = interruption;
      const take = async (source: AsyncIterable<CaseResult>): Promise<void> => {
        for await (const result of source) {
          results.push(result);
          observer.line(`${result.state.padEnd(4)} ${result.id}: ${result.words}`);
        }
      };
      await take(plan.check(testbed, { signal, ...(only && { only }) }));
      if (flags.fuzz !== undefined) {
        const seed = flags.seed ?? freshSeed();
        observer.line(`fuzzing with seed ${seed}`);
        await take(plan.fuzz(testbed, { seed, requests: requestsOf(flags.fuzz), signal }));
      }
    } finally {
      await testbed.close();
    }
  } finally {
    observer.done();
  }
  interruption.signal.throwIfAborted();
  return conclude(subject, directory, results);
}

function requestsOf(fuzzing: string | true): number {
  const requests = fuzzing === true ? 1000 : Number(fuzzing);
  if (Number.isInteger(requests) && requests > 0) return requests;
  throw new Problem(
    `--fuzz ${fuzzing} is no number of requests`,
    'It takes a whole number above 0.',
    'For example --fuzz 1000.',
  );
}

/** Stores the results, prints what failed, and says the exit code: only a MUST that failed is a FAIL. */
async function conclude(
  subject: Subject,
  directory: string,
  results: readonly CaseResult[],
): Promise<number> {
  const count = (state: CaseResult['state']): number => results.filter((each) => each.state === state).length;
  const broken = results.filter((each) => each.state === 'fail' && each.level === 'MUST');
  const verdict = broken.length === 0 ? 'PASS' : 'FAIL';
  await writeFile(
    join(directory, 'conformance.json'),
    `${JSON.stringify({ plimsoll: 1, subject: subject.manifest.name, digest: subject.digest, verdict, results }, undefined, 1)}\n`,
  );
  for (const each of results.filter((one) => one.state === 'fail')) {
    process.stdout.write(
      `\n${each.level} ${each.id}: ${each.title}\n  ${each.words}\n${each.evidence.map((line) => `  | ${line}\n`).join('')}`,
    );
  }
  process.stdout.write(
    `\n${verdict}: ${subject.manifest.name} — ${count('pass')} passed, ${count('fail')} failed, ${count('n/a')} not applicable\n`,
  );
  return broken.length === 0 ? 0 : 1;
}
