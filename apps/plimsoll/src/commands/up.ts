import { join } from 'node:path';
import type { Command } from 'commander';
import { loadFaults } from '@plimsoll/faults/registry';
import { createIdentities } from '@plimsoll/runner/create-identities';
import { subjectOptions } from '@plimsoll/runner/subject-options';
import { loadScenario } from '@plimsoll/scenarios/registry';
import { findLibfaketime } from '@plimsoll/testbed/clock/find-libfaketime';
import { openTestbed } from '@plimsoll/testbed/open-testbed';
import { defaultOutDirectory } from '../conduct.ts';
import { holdTestbed } from '../hold-testbed.ts';
import { interruption } from '../interruption.ts';
import { loadSubject } from '../subject.ts';
import { terminalObserver } from '../terminal-observer.ts';

interface UpFlags {
  readonly scenario: string;
  readonly clocks?: boolean;
}

/** `plimsoll up`: a testbed left running to explore, with the topology of a scenario. */
export function define(program: Command, finish: (work: Promise<number>) => void): void {
  program
    .command('up')
    .description('start a subject on its sites and leave it running to explore')
    .argument('[subject]', 'manifest, folder or name (default: the reference sequencer)')
    .option('-s, --scenario <name>', 'whose topology to take', 'kill')
    .option('--clocks', 'preload libfaketime, so that clocks can be shifted')
    .action((subject: string | undefined, flags: UpFlags) => finish(up(subject, flags)));
}

async function up(named: string | undefined, flags: UpFlags): Promise<number> {
  const subject = await loadSubject(named);
  const scenario = await loadScenario(flags.scenario);
  const observer = terminalObserver(`${subject.manifest.name}, up`);
  const { members, genesis } = createIdentities(subject.manifest, scenario);
  const directory = await defaultOutDirectory(`${subject.manifest.name}-up`);
  const testbed = await openTestbed({
    manifest: subject.manifest,
    manifestDirectory: subject.directory,
    ...subjectOptions({ scenario, members, ...(genesis === undefined ? {} : { genesis }) }),
    clocks: flags.clocks === true && findLibfaketime() !== undefined,
    logDirectory: join(directory, 'logs'),
    onProgress: (words) => observer.line(words),
  });
  try {
    await holdTestbed(testbed, observer, await loadFaults(), subject.manifest.timers);
    return interruption.happened ? 130 : 0;
  } finally {
    observer.done();
    await testbed.close();
  }
}
