/** What a look gave, and for how long at most this process itself stood still meanwhile. */
export interface TimedLook<Result> {
  readonly result: Result;
  readonly heldUpMs: number;
}

const tickMs = 5;

/**
 * Watches this process's own event loop while it looks. "Nothing arrived in time" is a finding about the route only
 * if the probe was awake to see it arrive: on an overloaded machine it may be a finding about the probe.
 */
export async function whileAwake<Result>(look: () => Promise<Result>): Promise<TimedLook<Result>> {
  let heldUpMs = 0;
  let last = performance.now();
  const tick = (): void => {
    const now = performance.now();
    heldUpMs = Math.max(heldUpMs, now - last - tickMs);
    last = now;
  };
  const timer = setInterval(tick, tickMs);
  try {
    const result = await look();
    tick();
    return { result, heldUpMs: Math.round(heldUpMs) };
  } finally {
    clearInterval(timer);
  }
}

/** Whether a silence of `withinMs` may be believed of a probe that was held up for so long. */
export function wasAwake(heldUpMs: number, withinMs: number): boolean {
  return heldUpMs < withinMs / 3;
}
