import { readFileSync, readdirSync, rmSync, rmdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { familyOf, isAlive, killStrays, signalProcess } from '../process/process-table.ts';
import { bootId, releaseLease, runtimeRoot, type LeaseRecord } from './lease.ts';

/** Parses a lease file; undefined when it is not one. */
export function parseLease(text: string): LeaseRecord | undefined {
  try {
    const value = JSON.parse(text) as Partial<LeaseRecord>;
    const sound =
      typeof value.token === 'string' &&
      /^[0-9a-f]{16}$/.test(value.token) &&
      typeof value.block === 'number' &&
      typeof value.owner?.pid === 'number' &&
      typeof value.owner.startTicks === 'number' &&
      typeof value.bootId === 'string' &&
      typeof value.dataDirectory === 'string' &&
      value.dataDirectory.endsWith(`/data/${value.token}`);
    return sound ? (value as LeaseRecord) : undefined;
  } catch {
    return undefined;
  }
}

/** Parses the journal of process groups: `pid startTicks` a line; a torn last line is left out. */
export function parseGroups(text: string): { pid: number; startTicks: number }[] {
  return text
    .split('\n')
    .map((line) => /^(\d+) (\d+)$/.exec(line))
    .filter((match) => match !== null)
    .map((match) => ({ pid: Number(match[1]), startTicks: Number(match[2]) }));
}

/**
 * Removes what dead harnesses left although their supervisor should have: processes that are still the recorded
 * ones, data, lease. Returns one line for each lease swept. A lease whose owner or supervisor lives is left alone.
 */
export function sweepStaleLeases(root: string = runtimeRoot()): string[] {
  const swept: string[] = [];
  for (const block of readdirSync(join(root, 'leases'))) {
    const directory = join(root, 'leases', block);
    let names: string[];
    try {
      names = readdirSync(directory);
      if (names.length === 0 && Date.now() - statSync(directory).mtimeMs > 5_000) rmdirSync(directory);
    } catch {
      continue; // Gone meanwhile.
    }
    for (const name of names.filter((candidate) => candidate.endsWith('.draft'))) {
      const draft = join(directory, name);
      if (Date.now() - (statSync(draft, { throwIfNoEntry: false })?.mtimeMs ?? Infinity) > 5_000) {
        rmSync(draft, { force: true });
      }
    }
    for (const name of names.filter((candidate) => candidate.endsWith('.json'))) {
      const line = sweepOne(directory, join(directory, name));
      if (line !== undefined) swept.push(line);
    }
  }
  return swept;
}

function sweepOne(directory: string, file: string): string | undefined {
  const groupsFile = file.replace(/json$/, 'groups');
  let record: LeaseRecord | undefined;
  let groups: { pid: number; startTicks: number }[] = [];
  try {
    record = parseLease(readFileSync(file, 'utf8'));
    groups = parseGroups(readFileSync(groupsFile, 'utf8'));
  } catch {
    // No process was started yet, or the lease was given back while we read.
  }
  if (record === undefined) return undefined;
  const sameBoot = record.bootId === bootId();
  // The first group is the supervisor itself: while it lives it does this work.
  const supervisor = groups[0];
  if (sameBoot && isAlive(record.owner.pid, record.owner.startTicks)) return undefined;
  if (sameBoot && supervisor !== undefined && isAlive(supervisor.pid, supervisor.startTicks)) {
    return undefined;
  }
  let killed = 0;
  if (sameBoot) {
    for (const { pid, startTicks } of groups) {
      if (!isAlive(pid, startTicks)) continue;
      for (const member of familyOf(pid)) if (signalProcess(member.pid, 'SIGKILL')) killed += 1;
    }
    killed += killStrays(record.token, record.dataDirectory);
  }
  try {
    releaseLease({ directory, file, groupsFile, dataDirectory: record.dataDirectory });
  } catch {
    return undefined; // Another user's.
  }
  return `block ${record.block} of process ${record.owner.pid}, which is gone: ${killed} processes killed, data removed`;
}
