/** Limits of the operator's interface. What is above them is refused, never cut. */
export const operatorLimits = {
  /** Body of a call, bytes: REQUEST_TOO_LARGE above it. */
  bodyBytesMax: 1024 * 1024,
  /** Calls in a JSON-RPC batch array: TOO_MANY_CALLS above it. */
  batchCallsMax: 100,
  /** An opaque field (keys of encryption, encrypted orders, randomization factors), bytes. */
  opaqueBytesMax: 4096,
  /** softLimit of a list; left out, it is `softLimitDefault`. */
  softLimitMax: 1000,
  softLimitDefault: 100,
} as const;
