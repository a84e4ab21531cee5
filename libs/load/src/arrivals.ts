/**
 * When sends are due, microseconds from the start of the load: fixed by rate and seed alone, whatever the subject
 * does (HS-01: open loop). `constant` is evenly spaced, `poisson` has exponential gaps of the same mean.
 */
export function* arrivals(
  kind: 'constant' | 'poisson',
  ratePerSecond: number,
  uniform: () => number,
): Generator<number, never> {
  const gapMicros = 1_000_000 / ratePerSecond;
  let dueMicros = 0;
  for (let n = 1; ; n += 1) {
    // Multiplied rather than summed: a sum of rounded gaps drifts from the rate.
    dueMicros = kind === 'constant' ? n * gapMicros : dueMicros - Math.log(1 - uniform()) * gapMicros;
    yield Math.round(dueMicros);
  }
}
