import type { Observation } from '../fault.ts';
import { isAlive, processEntry, processFamily, type ProcessEntry } from './process-table.ts';

/** What has a process id: an instance or a service of the testbed. */
export interface Process {
  readonly name: string;
  readonly pid: number | undefined;
}

/** A process and its family as they were before the fault. */
export interface Census {
  readonly name: string;
  readonly pid: number | undefined;
  readonly family: readonly ProcessEntry[];
}

/** Counts a process and all that belongs to it, from /proc. */
export function census(process: Process): Census {
  const family = process.pid === undefined ? [] : processFamily(process.pid);
  return { name: process.name, pid: process.pid, family };
}

/** Seen when all that were counted, and there was something to count, are gone from /proc (or dead and unreaped). */
export function allGone(before: readonly Census[]): Observation {
  const empty = before.filter((each) => each.family.length === 0);
  if (before.length === 0 || empty.length > 0) {
    const names = empty.map(({ name }) => name).join(', ') || 'nothing';
    return { seen: false, words: `${names} was not running before the fault` };
  }
  const left = before.flatMap((each) =>
    each.family.filter(isAlive).map((entry) => `${each.name} (pid ${entry.pid}, state ${entry.state})`),
  );
  if (left.length > 0) return { seen: false, words: `still in /proc: ${left.join(', ')}` };
  const words = before.map(
    ({ name, pid, family }) =>
      `${name}: pid ${pid} started at tick ${family.find((entry) => entry.pid === pid)?.startTicks} is gone from /proc` +
      (family.length > 1 ? `, with ${family.length - 1} more that belonged to it` : ''),
  );
  return { seen: true, words: words.join('; ') };
}

/**
 * Seen when every process runs again as another one than before (new id or new start ticks) and none is stopped.
 * Without a reading from before it is enough that they run.
 */
export function allStartedAnew(now: readonly Process[], before: readonly Census[]): Observation {
  const words: string[] = [];
  for (const { name, pid } of now) {
    const entry = pid === undefined ? undefined : processEntry(pid);
    if (entry === undefined || 'ZX'.includes(entry.state)) {
      return { seen: false, words: `${name} does not run` };
    }
    if (entry.state === 'T') return { seen: false, words: `${name}: pid ${pid} is in state T` };
    const old = before.find((each) => each.name === name)?.family ?? [];
    if (old.some((each) => each.pid === entry.pid && each.startTicks === entry.startTicks)) {
      return { seen: false, words: `${name}: pid ${pid} is still the process from before` };
    }
    words.push(`${name}: pid ${pid} started at tick ${entry.startTicks}, state ${entry.state}`);
  }
  return { seen: true, words: words.join('; ') };
}
