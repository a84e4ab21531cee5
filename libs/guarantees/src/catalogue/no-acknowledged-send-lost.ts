import { events as eventsOf } from '../evidence/events.ts';
import type { Events } from '../evidence/events.ts';
import { mustShow } from '../evidence/streams.ts';
import { pruning } from '../evidence/pruning.ts';
import { sends as sendsOf } from '../evidence/sends.ts';
import type { Answer } from '../evidence/sends.ts';
import type { Guarantee, JudgeContext } from '../guarantee.ts';
import { eventName, memberName, runTime } from '../words.ts';
import { Witnesses } from '../witnesses.ts';

/**
 * Every answer `sequenced at T` stands in the final history of the sender and of all recipients, on every node, at exactly
 * T; every answer `rejected at T` stands there as an error event of the sender. Convicts DM-02, DM-07, DM-16, DM-17, DM-18,
 * DM-19 and every subject that acknowledges before it is durable. What was pruned before the final reads is not gone from the
 * evidence: a stream that went past the place without showing it convicts as well.
 */
const guarantee: Guarantee = {
  id: 'no-acknowledged-send-lost',
  title: 'No send acknowledged as sequenced is lost',
  text: 'A send answered under await=sequenced is never lost: its event stands at the answered timestamp, for the sender and every recipient, on every node, whatever died afterwards.',
  source: { document: 'facts/domain.md', heading: 'What a crash does to sends in flight' },
  rules: ['DG-03', 'DG-11', 'DG-14'],
  level: 'MUST',
  kind: 'safety',
  system: 'sequencer',
  needs: ['await-sequenced'],
  exercisedBy: ['kill', 'pause-long', 'site-dead', 'site-dark', 'restart-storm'],
  check(context) {
    const sends = context.evidence(sendsOf);
    const events = context.evidence(eventsOf);
    const prune = context.evidence(pruning);
    const witnesses = new Witnesses(context);
    return {
      on: {},
      finish() {
        const limit = prune.limit();
        const sentinels = sentinelTimes(context);
        let checked = 0;
        for (const answer of sends.answers) {
          if (!sends.known(answer.id)) continue;
          checked += 1;
          context.members.forEach((each, member) => {
            if (!each.enabled) return;
            const sender = sends.member[answer.id] === member;
            if (!sender && (answer.status === 'rejected' || !sends.envelopes.isRecipient(answer.id, member)))
              return;
            missing(
              context,
              events,
              answer,
              member,
              { limit, sentinel: sentinels.get(member) ?? Infinity },
              witnesses,
            );
          });
        }
        return witnesses.finding(checked, 'acknowledged sends');
      },
    };

    /** When each member's final barrier was sent first: what was acknowledged before must lie below it. */
    function sentinelTimes(of: JudgeContext): Map<number, number> {
      const times = new Map<number, number>();
      const all = of.evidence(sendsOf);
      for (let id = 0; id < all.end; id += 1) {
        if (!all.known(id) || all.purposeOf(id) !== 'sentinel') continue;
        const member = all.member[id] as number;
        times.set(member, Math.min(times.get(member) ?? Infinity, all.firstSent[id] as number));
      }
      return times;
    }
  },
};
export default guarantee;

function missing(
  context: JudgeContext,
  events: Events,
  answer: Answer,
  member: number,
  ends: { readonly limit: number; readonly sentinel: number },
  witnesses: Witnesses,
): void {
  const { id, timestampMicros, status } = answer;
  const slot = events.find(timestampMicros, member);
  const name = memberName(context, member);
  const said = (): string =>
    `Message ${id} was answered "${status} at ${timestampMicros}" by ${answer.instance} at ${runTime(answer.doneMicros)}`;
  if (slot >= 0 && events.id[slot] !== id) {
    witnesses.add(
      () =>
        `${said()}, but at that timestamp ${name} was shown ${events.id[slot] === -1 ? 'another event' : `message ${events.id[slot]}`}.`,
      [answer.place, events.place[slot] as number],
      answer.doneMicros,
    );
    return;
  }
  if (slot >= 0 && events.isError(slot) !== (status === 'rejected')) {
    witnesses.add(
      () =>
        `${said()}, but ${name} was shown ${events.isError(slot) ? 'an error event' : 'a delivery'} there.`,
      [answer.place, events.place[slot] as number],
      answer.doneMicros,
    );
    return;
  }
  const mask = slot < 0 ? 0 : (events.finalMask[slot] as number);
  for (const reading of events.streams.readingsOf(member)) {
    if ((mask & reading.bit) !== 0) continue;
    // A reading ends at the member's barrier: what was acknowledged before the barrier was sent must not lie behind it.
    const behind = timestampMicros > reading.lastMicros && answer.doneMicros < ends.sentinel;
    if (!behind && !mustShow(reading, timestampMicros, ends.limit)) continue;
    witnesses.add(
      () =>
        `${said()}, but the final history of ${name} at ${reading.instance}, read in full by the ${reading.observer} observer, has no event at that timestamp${slot < 0 ? ', nor had any other reader' : ''}.`,
      slot < 0 ? [answer.place, reading.place] : [answer.place, events.place[slot] as number, reading.place],
      answer.doneMicros,
    );
    return;
  }
  if (slot >= 0) return;
  const order = events.order(member);
  const at = events.firstAtLeast(order, timestampMicros);
  const before = order[at - 1];
  const after = order[at];
  if (before === undefined || after === undefined || events.next[before] !== after) return;
  witnesses.add(
    () =>
      `${said()}, but a stream of ${name} went from ${eventName(events, before)} straight to ${eventName(events, after)}, and no reader was ever shown it.`,
    [answer.place, events.place[before] as number, events.place[after] as number],
    answer.doneMicros,
  );
}
