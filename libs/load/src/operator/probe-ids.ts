/** Ids of the probes' operations begin here: those of the load are dense from 0, these are dense from here. */
export const firstProbeId = 1_000_000_000;

/** The next id of a probe. */
export function probeIdsFrom(): () => number {
  let next = firstProbeId;
  return () => next++;
}
