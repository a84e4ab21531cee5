import { readFileSync, readdirSync, readlinkSync } from 'node:fs';

/** One line of the process table, from `/proc/PID/stat`. */
export interface ProcessEntry {
  readonly pid: number;
  readonly parent: number;
  readonly group: number;
  /** R running, S sleeping, D waiting for a disk, T stopped, t traced, Z zombie. */
  readonly state: string;
  /** Kernel start time in clock ticks since boot (field 22): with the pid it names a process for good. */
  readonly startTicks: number;
}

/** Reads one process; undefined when there is none. A zombie still has an entry (state Z). */
export function readProcess(pid: number): ProcessEntry | undefined {
  try {
    return parseStat(pid, readFileSync(`/proc/${pid}/stat`, 'latin1'));
  } catch {
    return undefined;
  }
}

/** Parses the text of `/proc/PID/stat`. The name (field 2) may hold blanks and brackets, so fields count from the last bracket. */
export function parseStat(pid: number, text: string): ProcessEntry | undefined {
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  const state = fields[0];
  const startTicks = Number(fields[19]);
  if (state === undefined || !Number.isInteger(startTicks)) return undefined;
  return { pid, parent: Number(fields[1]), group: Number(fields[2]), state, startTicks };
}

/** The whole process table, one read of `/proc`. */
export function readProcessTable(): ProcessEntry[] {
  const entries: ProcessEntry[] = [];
  for (const name of readdirSync('/proc')) {
    if (name.charCodeAt(0) > 57 || name.charCodeAt(0) < 48) continue;
    const entry = readProcess(Number(name));
    if (entry !== undefined) entries.push(entry);
  }
  return entries;
}

/**
 * A process with everything that belongs to it: its group and all descendants with their groups. PostgreSQL's
 * backends have sessions of their own, so the group alone would miss them. Zombies are left out.
 */
export function familyOf(pid: number, table: readonly ProcessEntry[] = readProcessTable()): ProcessEntry[] {
  const members = new Set([pid]);
  for (let grew = true; grew;) {
    grew = false;
    for (const entry of table) {
      if (members.has(entry.pid)) continue;
      if (entry.group === pid || members.has(entry.parent)) {
        members.add(entry.pid);
        grew = true;
      }
    }
  }
  return table.filter((entry) => members.has(entry.pid) && entry.state !== 'Z');
}

/** Whether every thread of a process stands still: SIGSTOP takes effect thread by thread, a moment after it was sent. */
export function isStopped(pid: number): boolean {
  try {
    return readdirSync(`/proc/${pid}/task`).every((thread) => {
      const entry = parseStat(pid, readFileSync(`/proc/${pid}/task/${thread}/stat`, 'latin1'));
      return entry === undefined || 'TtZX'.includes(entry.state);
    });
  } catch {
    return true; // Gone.
  }
}

/** Whether this very process (same pid, same start) is alive. Without `startTicks` any process of that pid counts. */
export function isAlive(pid: number, startTicks?: number): boolean {
  const entry = readProcess(pid);
  return (
    entry !== undefined &&
    entry.state !== 'Z' &&
    (startTicks === undefined || entry.startTicks === startTicks)
  );
}

/** Sends a signal, and says whether there was anybody to get it. A negative pid addresses a group. */
export function signalProcess(pid: number, signal: NodeJS.Signals): boolean {
  try {
    process.kill(pid, signal);
    return true;
  } catch {
    return false;
  }
}

/**
 * Processes that carry the mark of a testbed: started with `PLIMSOLL_TESTBED=<token>` in their environment, or
 * working in its data directory (PostgreSQL overwrites its environment). Finds what left its group and its parents.
 */
export function strays(token: string, dataDirectory: string): ProcessEntry[] {
  const mark = `PLIMSOLL_TESTBED=${token}`;
  return readProcessTable().filter(({ pid, state }) => {
    if (state === 'Z' || pid === process.pid) return false;
    try {
      if (readFileSync(`/proc/${pid}/environ`, 'latin1').split('\0').includes(mark)) return true;
      return readlinkSync(`/proc/${pid}/cwd`).startsWith(`${dataDirectory}/`);
    } catch {
      return false; // Gone meanwhile, or not ours to look at.
    }
  });
}

/** SIGKILL to strays until none is left; returns how many were hit. */
export function killStrays(token: string, dataDirectory: string): number {
  let hit = 0;
  for (let round = 0; round < 20; round += 1) {
    const found = strays(token, dataDirectory);
    if (found.length === 0) break;
    for (const { pid } of found) if (signalProcess(pid, 'SIGKILL')) hit += 1;
  }
  return hit;
}
