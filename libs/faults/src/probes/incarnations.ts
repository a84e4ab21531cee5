import type { Process } from './gone.ts';
import { processEntry } from './process-table.ts';

/** Counts how many processes, one after another, a name has been. */
export interface IncarnationCount {
  /** `pid@startTicks` of each one seen, oldest first. */
  readonly seen: ReadonlySet<string>;
  close(): void;
}

/** Watches /proc for the process of that name, every 20 ms, until closed. */
export function countIncarnations(process: Process): IncarnationCount {
  const seen = new Set<string>();
  const look = (): void => {
    const entry = process.pid === undefined ? undefined : processEntry(process.pid);
    if (entry !== undefined && entry.state !== 'Z') seen.add(`${entry.pid}@${entry.startTicks}`);
  };
  look();
  const timer = setInterval(look, 20);
  timer.unref();
  return { seen, close: () => clearInterval(timer) };
}
