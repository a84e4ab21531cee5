/**
 * HS-10: "0 violations in n" is a bound, not a zero: the rate that would still show nothing in n tries with
 * probability 5 %, 1 − 0.05^(1/n), about 3/n. A share, 0..1; 1 for n = 0.
 */
export function zeroBound(n: number, confidence = 0.95): number {
  return n > 0 ? 1 - (1 - confidence) ** (1 / n) : 1;
}
