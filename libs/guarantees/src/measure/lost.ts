import type { Plan } from '@plimsoll/history/plan';
import type { Checker } from '../guarantee.ts';
import { IdSet, NumberById } from './by-id.ts';

/**
 * Acknowledged sends that the final reads do not show, each with the moment of its acknowledgement. A count for the
 * table; the proof with witnesses is the guarantee's. Only members whose own stream one of the final observers
 * has read to the end count: an unread stream shows nothing. What every enabled member has acknowledged may have been
 * pruned by a subject that claims to prune.
 */
export function lostSends(plan: Plan): { readonly on: Checker['on']; finish(): readonly number[] } {
  /** Milliseconds of the run clock plus one; 0 = not acknowledged. */
  const acknowledgedMs = new NumberById();
  const senders = new NumberById();
  /** Timestamps of the events, in milliseconds from `originMs`, that is a good while before the first. */
  const stamps = new NumberById();
  let originMs: number | undefined;
  /** Highest position that a member may have acknowledged; indefinite answers count. */
  const acknowledgedMicros = new Map<number, number>();
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
        // Rounded down: in doubt, up to a millisecond, it may have been pruned.
        const stampMs = Math.floor((record.timestampMicros ?? 0) / 1000);
        originMs ??= stampMs - 2 ** 30;
        stamps.set(record.id, Math.max(0, stampMs - originMs));
        end = Math.max(end, record.id + 1);
      },
      acknowledge(record) {
        if (record.outcome === 'fail') return;
        const before = acknowledgedMicros.get(record.member) ?? -Infinity;
        acknowledgedMicros.set(record.member, Math.max(before, record.askedMicros));
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
      const prunedMs = plan.subject.capabilities.includes('pruning') ? slowest() / 1000 : -Infinity;
      for (let id = 0; id < end; id++) {
        const ms = acknowledgedMs.get(id);
        if (ms === 0 || found.has(id) || !readInFull.has(senders.get(id))) continue;
        if (stamps.get(id) + (originMs ?? 0) > prunedMs) lost.push((ms - 1) * 1000);
      }
      return lost;
    },
  };

  /** The slowest enabled member's acknowledgement: nothing above it may be gone. */
  function slowest(): number {
    return plan.members.reduce(
      (least, member, index) =>
        member.enabled ? Math.min(least, acknowledgedMicros.get(index) ?? -Infinity) : least,
      Infinity,
    );
  }
}
