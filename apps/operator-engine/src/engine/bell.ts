/** Wakes whoever waits: a condition to wait for instead of a time (G4). */
export interface Bell {
  readonly ring: () => void;
  /** Resolves at the next ring, or after so many milliseconds. */
  readonly wait: (withinMs: number) => Promise<void>;
}

/** A bell that nobody has rung yet. A ring that nobody waits for is remembered for the next who does. */
export function createBell(): Bell {
  let rung = false;
  const waiting = new Set<() => void>();
  return {
    ring: () => {
      if (waiting.size === 0) rung = true;
      for (const wake of waiting) wake();
      waiting.clear();
    },
    wait: (withinMs) => {
      if (rung) {
        rung = false;
        return Promise.resolve();
      }
      return new Promise((resolve) => {
        const wake = (): void => {
          clearTimeout(timer);
          waiting.delete(wake);
          resolve();
        };
        const timer = setTimeout(wake, withinMs);
        waiting.add(wake);
      });
    },
  };
}
