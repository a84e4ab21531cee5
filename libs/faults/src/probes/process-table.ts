import { readFileSync, readdirSync } from 'node:fs';

/** A process as the kernel lists it. Process id and start ticks together name one process for ever. */
export interface ProcessEntry {
  readonly pid: number;
  readonly parent: number;
  readonly group: number;
  /** One letter of /proc: R, S, D running or asleep, T stopped, Z dead and not yet reaped. */
  readonly state: string;
  readonly startTicks: number;
}

/** The entry of a process in /proc, or undefined when there is none. */
export function processEntry(pid: number): ProcessEntry | undefined {
  let stat: string;
  try {
    stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
  } catch {
    return undefined;
  }
  // The command stands in parentheses and may itself hold spaces and parentheses: read on after the last one.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return {
    pid,
    state: fields[0] ?? '?',
    parent: Number(fields[1]),
    group: Number(fields[2]),
    startTicks: Number(fields[19]),
  };
}

/**
 * A process with everything that belongs to it: its process group and all descendants (PostgreSQL's workers
 * leave the group, so the group alone is not enough). Empty when the process is gone.
 */
export function processFamily(pid: number): readonly ProcessEntry[] {
  const all = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((name) => processEntry(Number(name)))
    .filter((entry) => entry !== undefined);
  const family = new Set([pid]);
  // Parents are not sorted before children: repeat until nothing is added.
  for (let size = 0; size !== family.size;) {
    size = family.size;
    for (const entry of all) {
      if (entry.group === pid || family.has(entry.parent)) family.add(entry.pid);
    }
  }
  return all.filter((entry) => family.has(entry.pid));
}

/** Whether that very process still runs: same id, same start ticks, not dead. */
export function isAlive(entry: ProcessEntry): boolean {
  const now = processEntry(entry.pid);
  return now !== undefined && now.startTicks === entry.startTicks && now.state !== 'Z' && now.state !== 'X';
}
