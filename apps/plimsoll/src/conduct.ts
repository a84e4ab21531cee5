import { mkdir, readlink, rm, symlink } from 'node:fs/promises';
import { dirname, relative, resolve } from 'node:path';
import type { Fault } from '@plimsoll/faults/fault';
import { loadFaults } from '@plimsoll/faults/registry';
import { judgeAndStore } from '@plimsoll/guarantees/judge';
import type { RunVerdict } from '@plimsoll/guarantees/verdict';
import type { Plan } from '@plimsoll/history/plan';
import type { Scenario } from '@plimsoll/history/scenario';
import type { TestMember } from '@plimsoll/load/client';
import { createIdentities } from '@plimsoll/runner/create-identities';
import { expand, needsClocks } from '@plimsoll/runner/expand';
import type { RunObserver } from '@plimsoll/runner/observer';
import { run } from '@plimsoll/runner/run';
import { findLibfaketime } from '@plimsoll/testbed/clock/find-libfaketime';
import type { Testbed } from '@plimsoll/testbed/testbed';
import { interruption } from './interruption.ts';
import type { Subject } from './subject.ts';
import { writeReports } from './write-reports.ts';

/** A plan with what cannot be stored in it: the manifest and the members' private keys. */
export interface PreparedRun {
  readonly plan: Plan;
  readonly subject: Subject;
  readonly members: readonly TestMember[];
  readonly faults: readonly Fault[];
  readonly clocks: boolean;
}

/** Expands a scenario for a subject; nothing is started. */
export async function prepare(subject: Subject, scenario: Scenario, seed: string): Promise<PreparedRun> {
  const faults = await loadFaults();
  const clocksAvailable = findLibfaketime() !== undefined;
  const { members, genesis } = createIdentities(subject.manifest, scenario);
  const plan = expand({
    scenario,
    manifest: subject.manifest,
    manifestPath: subject.path,
    manifestDigest: subject.digest,
    seed,
    faults,
    clocksAvailable,
    members: members.map(({ name, publicKey, enabled }) => ({ name, publicKey, enabled })),
    ...(genesis === undefined ? {} : { genesis }),
  });
  return { plan, subject, members, faults, clocks: clocksAvailable && needsClocks(scenario, faults) };
}

/** A stored plan, made ready to run again: same faults, targets, jitter and load; fresh keys. */
export async function prepareFromPlan(subject: Subject, stored: Plan): Promise<PreparedRun> {
  const fresh = await prepare(subject, stored.scenario, stored.seed);
  const { members, genesis, subject: same } = fresh.plan;
  return {
    ...fresh,
    plan: { ...stored, members, ...(genesis === undefined ? {} : { genesis }), subject: same },
  };
}

/** Runs, judges what was stored, and writes every report. */
export async function conduct(
  prepared: PreparedRun,
  outDirectory: string,
  observer: RunObserver,
  onBit?: (trial: number, testbed: Testbed) => Promise<void>,
): Promise<RunVerdict> {
  await run({
    plan: prepared.plan,
    manifest: prepared.subject.manifest,
    manifestDirectory: prepared.subject.directory,
    members: prepared.members,
    faults: prepared.faults,
    clocks: prepared.clocks,
    outDirectory,
    observer,
    signal: interruption.signal,
    ...(onBit === undefined ? {} : { onBit }),
  });
  observer.phase('judge', 'Judging the recorded history');
  return judgeAndReport(outDirectory);
}

/** Judges a folder and writes verdict.json, report.html and junit.xml into it. */
export async function judgeAndReport(directory: string): Promise<RunVerdict> {
  const verdict = judgeAndStore(directory);
  await writeReports(directory, verdict);
  return verdict;
}

/** A fresh seed, short enough to type. */
export function freshSeed(): string {
  return Math.floor(Math.random() * 0xffff_ffff)
    .toString(36)
    .padStart(6, '0');
}

/** Default output folder: `.plimsoll/runs/<moment>-<name>` below the current one; `.plimsoll/latest` points at it. */
export async function defaultOutDirectory(name: string): Promise<string> {
  const moment = new Date().toISOString().replaceAll(/[:.]/g, '-').slice(0, 23);
  const directory = resolve('.plimsoll/runs', `${moment}-${name}`);
  await mkdir(dirname(directory), { recursive: true });
  const latest = resolve('.plimsoll/latest');
  if ((await readlink(latest).catch(() => undefined)) !== undefined) await rm(latest);
  await symlink(relative(dirname(latest), directory), latest).catch(() => undefined);
  return directory;
}
