import type { Observation } from '../fault.ts';
import type { Process } from './gone.ts';
import { processFamily } from './process-table.ts';

/** Seen when the process and everything that belongs to it stand in state T in /proc. */
export function frozen(process: Process): Observation {
  const family = familyOf(process);
  const moving = family.filter((entry) => entry.state !== 'T' && entry.state !== 'Z');
  const words = `${process.name}: ${family.map((entry) => `pid ${entry.pid} state ${entry.state}`).join(', ')}`;
  if (family.length === 0) return { seen: false, words: `${process.name} does not run` };
  return { seen: moving.length === 0, words };
}

/** Seen when the process runs and nothing that belongs to it is in state T. */
export function thawed(process: Process): Observation {
  const family = familyOf(process);
  if (family.length === 0) return { seen: false, words: `${process.name} does not run` };
  const stopped = family.filter((entry) => entry.state === 'T');
  return stopped.length > 0
    ? { seen: false, words: `${process.name}: pid ${stopped.map(({ pid }) => pid).join(', ')} in state T` }
    : { seen: true, words: `${process.name}: pid ${process.pid} and all that belongs to it move again` };
}

function familyOf({ pid }: Process): ReturnType<typeof processFamily> {
  return pid === undefined ? [] : processFamily(pid);
}
