/**
 * A signature of r and s (IEEE P1363, 64 bytes) as the DER that OpenSSL works with. Node's own conversion (`dsaEncoding`) fetches
 * the key's group for every signature, which costs half as much as verifying it.
 */
export function derSignature(signature: Uint8Array): Buffer {
  const half = signature.length / 2;
  const parts = [derInteger(signature.subarray(0, half)), derInteger(signature.subarray(half))];
  const body = Buffer.concat(parts);
  // Of 64 bytes: at most 70, so the length takes one byte.
  return Buffer.concat([Buffer.from([0x30, body.length]), body]);
}

/** A whole number above or equal to zero: without leading zeros, but with one where the highest bit is set. */
function derInteger(bytes: Uint8Array): Buffer {
  let from = 0;
  while (from < bytes.length - 1 && bytes[from] === 0) from += 1;
  const digits = bytes.subarray(from);
  const sign = (digits[0] ?? 0) >= 0x80 ? [0] : [];
  return Buffer.concat([Buffer.from([0x02, sign.length + digits.length, ...sign]), digits]);
}
