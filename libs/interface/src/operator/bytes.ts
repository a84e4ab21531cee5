import type { Hex } from './operation.ts';

/** Bytes of a `0x…` text. The text has been checked before. */
export function fromHex(hex: Hex): Buffer {
  return Buffer.from(hex.slice(2), 'hex');
}

/** `0x` and the digits of bytes. */
export function toHex(bytes: Uint8Array): Hex {
  return `0x${Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('hex')}`;
}

/** A whole number in so many bytes, the highest first; more than 6 bytes only as bigint. */
export function bigEndian(value: number | bigint, bytes: number): Buffer {
  const buffer = Buffer.alloc(bytes);
  if (bytes <= 6) buffer.writeUIntBE(Number(value), 0, bytes);
  else buffer.writeBigUInt64BE(BigInt(value), bytes - 8);
  return buffer;
}
