/**
 * The exact two-sided interval for a share when `k` of `n` were seen (Clopper and Pearson), found by bisection on
 * the binomial tails. Shares, 0..1. HS-10: 3 of 3 means at least 29 %, not "always".
 */
export function clopperPearson(
  k: number,
  n: number,
  confidence = 0.95,
): { readonly low: number; readonly high: number } {
  if (n === 0) return { low: 0, high: 1 };
  const tail = (1 - confidence) / 2;
  return {
    low: k === 0 ? 0 : bisect((p) => 1 - binomialCumulative(k - 1, n, p) >= tail),
    high: k === n ? 1 : bisect((p) => binomialCumulative(k, n, p) < tail),
  };
}

/** P(X ≤ k) for X binomial in n tries of chance p; summed in logarithms, so that large n does not underflow. */
export function binomialCumulative(k: number, n: number, p: number): number {
  if (k < 0) return 0;
  if (k >= n || p <= 0) return 1;
  if (p >= 1) return 0;
  let logTerm = n * Math.log1p(-p);
  let sum = Math.exp(logTerm);
  for (let index = 1; index <= k; index++) {
    logTerm += Math.log((n - index + 1) / index) + Math.log(p) - Math.log1p(-p);
    sum += Math.exp(logTerm);
  }
  return Math.min(1, sum);
}

/** The smallest p in 0..1 from which `holds` is true, to 1e-12. `holds` must be false, then true. */
function bisect(holds: (p: number) => boolean): number {
  let low = 0;
  let high = 1;
  for (let step = 0; step < 50; step++) {
    const middle = (low + high) / 2;
    if (holds(middle)) high = middle;
    else low = middle;
  }
  return high;
}
