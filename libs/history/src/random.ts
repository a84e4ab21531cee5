import { createHash } from 'node:crypto';

/**
 * Seeded uniform numbers in [0, 1): the same seed and labels give the same series on every machine. Labels keep
 * independent uses apart (`random(seed, 'load', 'sizes')`), so that one more draw here changes nothing there.
 * The generator is sfc32, keyed by SHA-256 of seed and labels.
 */
export function random(seed: string, ...labels: readonly (string | number)[]): () => number {
  const key = createHash('sha256')
    .update([seed, ...labels].join('\u0000'))
    .digest();
  let [a, b, c, d] = [key.readUInt32LE(0), key.readUInt32LE(4), key.readUInt32LE(8), key.readUInt32LE(12)];
  return () => {
    const t = (((a + b) | 0) + d) | 0;
    d = (d + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (c << 21) | (c >>> 11);
    c = (c + t) | 0;
    return (t >>> 0) / 4294967296;
  };
}
