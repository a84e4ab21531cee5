/** Reads the run clock: whole microseconds since the start of the run, never falling, same for all processes of the harness (HS-04). */
export type RunClock = () => number;

/**
 * The run clock from the run's start, given as `process.hrtime.bigint()` in text. Both hrtime and `performance.now` read
 * CLOCK_MONOTONIC, so one calibration serves; `performance.now` costs half and makes no bigint.
 */
export function runClock(runStartNanos: string): RunClock {
  const offsetMicros =
    Number(process.hrtime.bigint() - BigInt(runStartNanos)) / 1000 - performance.now() * 1000;
  let last = 0;
  return () => {
    const now = Math.round(performance.now() * 1000 + offsetMicros);
    // Rounding may step back by one against another reading in the same microsecond.
    if (now > last) last = now;
    return last;
  };
}

/** The harness's wall clock, microseconds since the epoch: only for max-sequencing-time, never for differences. */
export function wallMicros(): number {
  return Date.now() * 1000;
}
