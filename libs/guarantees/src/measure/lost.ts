import type { Checker } from '../guarantee.ts';
import { IdSet, NumberById } from './by-id.ts';

/**
 * Acknowledged sends that the final reads do not show, each with the moment of its acknowledgement. A count for the
 * table; the proof with witnesses is the guarantee's. Only members whose own stream one of the final observers
 * has read to the end count: an unread stream shows nothing.
 */
export function lostSends(): { readonly on: Checker['on']; finish(): readonly number[] } {
  /** Milliseconds of the run clock plus one; 0 = not acknowledged. */
  const acknowledgedMs = new NumberById();
  const senders = new NumberById();
  const found = new IdSet();
  const finals = new Map<number, number>();
  const readInFull = new Set<number>();
  let end = 0;
  return {
    on: {
      send(record) {
        if (record.outcome !== 'ok' || record.status !== 'sequenced') return;
        acknowledgedMs.set(record.id, Math.max(0, Math.floor(record.doneMicros / 1000)) + 1);
        senders.set(record.id, record.member);
        end = Math.max(end, record.id + 1);
      },
      open(record) {
        if (record.observer !== 'live') finals.set(record.stream, record.member);
      },
      event(record) {
        if (!finals.has(record.stream)) return;
        found.add(record.id);
        for (const envelope of record.envelopes) found.add(envelope.id);
      },
      close(record) {
        const member = finals.get(record.stream);
        if (member !== undefined && record.complete) readInFull.add(member);
      },
    },
    finish: () => {
      const lost: number[] = [];
      for (let id = 0; id < end; id++) {
        const ms = acknowledgedMs.get(id);
        if (ms > 0 && !found.has(id) && readInFull.has(senders.get(id))) lost.push((ms - 1) * 1000);
      }
      return lost;
    },
  };
}
