/** A bell: `wait` ends when `ring` is called, or was since the last wait, or after `withinMs`. */
export interface Bell {
  readonly ring: () => void;
  readonly wait: (withinMs: number) => Promise<void>;
}

/** One waiter at a time; rings merge. */
export function createBell(): Bell {
  let rung = false;
  let wake: (() => void) | undefined;
  return {
    ring: () => {
      rung = true;
      wake?.();
    },
    wait: async (withinMs) => {
      if (!rung) {
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, withinMs);
          wake = () => {
            clearTimeout(timer);
            resolve();
          };
        });
        wake = undefined;
      }
      rung = false;
    },
  };
}
