import type { EventRecord } from '@plimsoll/history/record';

/** Two 32-bit halves of an event's fingerprint; overwritten by the next call, so that nothing is allocated. */
export const halves = { a: 0, b: 0 };

/**
 * Fingerprint of what a member was shown, without its position and its link: kind, sender, message id, receipt, code and every
 * envelope. Two events with the same fingerprint are taken for the same bytes (64 bits: a slip in 10^19 pairs).
 */
export function fingerprint(record: EventRecord): void {
  let a = record.type === 'error' ? 0x2545f491 : 0x1b873593;
  let b = record.receipt ? 0x68e31da4 : 0x3c6ef372;
  a = Math.imul(a ^ record.sender, 0x9e3779b1);
  b = Math.imul(b ^ record.id, 0x85ebca6b);
  a ^= b >>> 15;
  if (record.code !== undefined) {
    for (let at = 0; at < record.code.length; at += 1)
      a = Math.imul(a ^ record.code.charCodeAt(at), 0x01000193);
  }
  const { envelopes } = record;
  for (let at = 0; at < envelopes.length; at += 1) {
    const envelope = envelopes[at] as EventRecord['envelopes'][number];
    a = Math.imul(a ^ envelope.digest, 0x9e3779b1);
    a ^= a >>> 15;
    b = Math.imul(b ^ envelope.id, 0x85ebca6b);
    b = Math.imul(b ^ envelope.index ^ (envelope.bytes << 8), 0xc2b2ae35);
    b ^= (b >>> 13) ^ a;
  }
  halves.a = a | 0;
  halves.b = (b ^ envelopes.length) | 0;
}
