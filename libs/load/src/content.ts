import { crc32 } from 'node:zlib';

/**
 * Content of test messages: `plimsoll:<id>:<index>:` and then filler up to the wanted length. So whoever reads an
 * envelope knows which message it claims to be, and the digest says whether every byte of it is as sent.
 */
export interface Content {
  /** Base64, as it goes into the request. */
  readonly base64: string;
  readonly bytes: number;
  /** CRC-32 of the bytes, unsigned. */
  readonly digest: number;
}

/** Content of one envelope. It is never shorter than its header, whatever length is wanted. */
export function writeContent(id: number, index: number, wantedBytes: number, word = ''): Content {
  const header = `plimsoll:${id}:${index}:${word}`;
  const bytes = Math.max(wantedBytes, header.length);
  const content = Buffer.allocUnsafe(bytes);
  content.write(header, 0, 'latin1');
  const from = (id * 31 + index) % 997;
  for (let at = header.length; at < bytes; at += filler.length - from) {
    filler.copy(content, at, from);
  }
  return { base64: content.toString('base64'), bytes, digest: crc32(content) };
}

/** An envelope as received: the id and index that its header names (-1 if it has none), length and CRC-32. */
export interface ReadContent {
  readonly id: number;
  readonly index: number;
  readonly bytes: number;
  readonly digest: number;
}

/** Reads an envelope's base64. Rubbish is no error: it is recorded as what it is. */
export function readContent(base64: string): ReadContent {
  const content = Buffer.from(base64, 'base64');
  const found = /^plimsoll:(\d{1,15}):(\d{1,4}):/.exec(content.toString('latin1', 0, 40));
  return {
    id: found === null ? -1 : Number(found[1]),
    index: found === null ? -1 : Number(found[2]),
    bytes: content.length,
    digest: crc32(content),
  };
}

/** The word behind the header of a final barrier's content: the readers of the final state wait for it. */
export const sentinelWord = 'sentinel';

/** True for content written with `sentinelWord`. */
export function isSentinel(base64: string): boolean {
  return /^plimsoll:\d+:\d+:sentinel/.test(Buffer.from(base64.slice(0, 64), 'base64').toString('latin1'));
}

/** Id of a message named by the load (`m-<id>`); -1 for any other. */
export function messageIdNumber(messageId: string): number {
  return /^m-\d{1,15}$/.test(messageId) ? Number(messageId.slice(2)) : -1;
}

const filler = Buffer.from(Array.from({ length: 4096 }, (_, i) => 33 + ((i * 7919) % 94)));
