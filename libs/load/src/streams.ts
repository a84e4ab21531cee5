const bases = { load: 1_000_000, watch: 2_000_000, first: 3_000_000, second: 4_000_000 } as const;

/** Stream numbers of one client process: unique over the run, since each process has a range of its own. */
export function streamsFrom(client: keyof typeof bases): () => number {
  let next: number = bases[client];
  return () => next++;
}

/**
 * How long a subscription may be without a line before it is taken for dead. With time proofs a line comes at least
 * every second (interface, `ProofLine`); without them silence is only a hint.
 */
export function silentMs(capabilities: readonly string[]): number {
  return capabilities.includes('time-proofs') ? 3000 : 10_000;
}
