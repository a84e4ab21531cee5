import { readdirSync } from 'node:fs';
import { constants, getPriority, setPriority } from 'node:os';

/**
 * Raises this process above what runs at ordinary priority, with every thread of it: Linux has a priority for each thread, and the main one
 * waits for those that collect garbage. What is above already stays. Quietly does nothing where only root may.
 */
export function raisePriority(): void {
  for (const thread of threads()) {
    try {
      if (getPriority(thread) > constants.priority.PRIORITY_ABOVE_NORMAL)
        setPriority(thread, constants.priority.PRIORITY_ABOVE_NORMAL);
    } catch {
      // It has ended meanwhile, or we may not: its own lateness is recorded either way.
    }
  }
}

/** The process itself (0) where the system does not list threads. */
function threads(): readonly number[] {
  try {
    return readdirSync('/proc/self/task').map(Number);
  } catch {
    return [0];
  }
}
