import { readFileSync } from 'node:fs';

/** Ticks of /proc: USER_HZ, which Linux fixes at 100 for user space. */
const ticksPerSecond = 100;

/** CPU time that a process has used so far, user and system, as the kernel counts it; threads included, children not. @throws when it is gone */
export function cpuSecondsOf(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
  // The command stands in parentheses and may hold spaces itself: read on after the last one.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) / ticksPerSecond;
}
