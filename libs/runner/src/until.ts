import { setTimeout as pause } from 'node:timers/promises';

/**
 * Waits until `condition` holds, asking every `everyMs`; false when `withinMs` passed first. Waiting is for
 * conditions: the period only says how often to look. Throws the signal's reason when aborted.
 */
export async function until(
  condition: () => boolean | Promise<boolean>,
  withinMs: number,
  signal: AbortSignal,
  everyMs = 25,
): Promise<boolean> {
  const deadline = performance.now() + withinMs;
  for (;;) {
    signal.throwIfAborted();
    if (await condition()) return true;
    if (performance.now() >= deadline) return false;
    await pause(everyMs, undefined, { signal });
  }
}
