import type { RunObserver } from '@plimsoll/runner/observer';
import { createProgress } from '@plimsoll/report/progress';

/** A run shown to people on the terminal: a live view on a TTY, plain lines elsewhere. `done` puts the terminal back. */
export type TerminalObserver = RunObserver & { done(): void };

/** A fresh view, opened with one line of what is run. */
export function terminalObserver(title: string): TerminalObserver {
  const progress = createProgress(process.stderr);
  progress.line(title);
  return {
    phase: (name, words) => progress.phase(name, words),
    fault: (step, fault, target, words, holdMs) => progress.fault(step, fault, target, words, holdMs),
    status: (load, watch) => progress.status(load, watch),
    line: (words) => progress.line(words),
    done: () => progress.done(),
  };
}
