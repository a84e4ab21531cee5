/**
 * The chain that guards a history. Every line ends in `,"crc":"<8 hex>"}`: the CRC-32 of the line's bytes before that
 * field, seeded with the CRC of the line before (0 for the first). So a line that was changed, dropped, doubled or
 * swapped is noticed and named. It guards against accidents and careless edits; against somebody who computes it
 * anew stand `seal.json` and the second observer's copy.
 */

/** Length of the field with its closing brace, in bytes. */
export const crcFieldLength = 18;

/** The last field of a line and its closing brace. */
export function crcField(crc: number): string {
  return `,"crc":"${crc.toString(16).padStart(8, '0')}"}`;
}

/** The value of the field that ends at `end` (exclusive), or -1 if there is none. */
export function readCrcField(bytes: Buffer, end: number): number {
  const start = end - crcFieldLength;
  if (start < 0 || bytes[end - 2] !== quote) return -1;
  for (let offset = 0; offset < opening.length; offset += 1)
    if (bytes[start + offset] !== opening[offset]) return -1;
  let value = 0;
  for (let at = start + 8; at < end - 2; at += 1) {
    const digit = hexDigit(bytes[at] as number);
    if (digit < 0) return -1;
    value = value * 16 + digit;
  }
  return bytes[end - 1] === brace ? value : -1;
}

/** Compared byte by byte: this is asked of every line, and a string of them would cost more than the rest. */
const opening = Uint8Array.from(Buffer.from(',"crc":"', 'latin1'));
const quote = 0x22;
const brace = 0x7d;

/** Lower-case hexadecimal only: a line has one spelling. */
function hexDigit(code: number): number {
  if (code >= 0x30 && code <= 0x39) return code - 0x30;
  return code >= 0x61 && code <= 0x66 ? code - 0x57 : -1;
}
