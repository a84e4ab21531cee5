/** When the next batch is due (`dynamic_batch_interval_ms`, RH-15). Times are monotonic milliseconds. */
export interface Pace {
  /** Something came that may go into a batch. */
  readonly onWork: (nowMs: number) => void;
  /** Something that was in a batch is to go into another now: it has waited before. */
  readonly onLeftOver: (nowMs: number) => void;
  /** A batch was built of all there is. */
  readonly onBuilt: () => void;
  /** Milliseconds until a batch is due that is not full; undefined: there is nothing to do. */
  readonly dueInMs: (nowMs: number) => number | undefined;
}

/** A batch that does not fill is submitted once its first operation has waited `intervalMs`. */
export function createPace(intervalMs: number): Pace {
  let dueAtMs: number | undefined;
  return {
    onWork: (nowMs) => {
      dueAtMs ??= nowMs + intervalMs;
    },
    onLeftOver: (nowMs) => {
      dueAtMs = nowMs;
    },
    onBuilt: () => {
      dueAtMs = undefined;
    },
    dueInMs: (nowMs) => (dueAtMs === undefined ? undefined : Math.max(0, dueAtMs - nowMs)),
  };
}
