/** Digest of a list of operations in its order, by their slots. */
export function slotsDigest(count: number, slotAt: (at: number) => number): number {
  let digest = 0x811c9dc5;
  for (let at = 0; at < count; at += 1) {
    digest = Math.imul(digest ^ slotAt(at), 0x9e3779b1);
    digest ^= digest >>> 15;
  }
  return digest | 0;
}
