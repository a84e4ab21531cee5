import { events as eventsOf } from '../evidence/events.ts';
import { pruning } from '../evidence/pruning.ts';
import type { Guarantee } from '../guarantee.ts';
import { eventName, memberName, runTime } from '../words.ts';
import { Witnesses } from '../witnesses.ts';

/**
 * After a time proof T no event at or below T reaches that member, from any node: on the same stream, on another, or in the final
 * reads. Judged against the union of all that was ever shown: behind the last event before a proof, the next one lies above it.
 * Convicts DM-02, DM-04, DM-06, DM-07, DM-10, DM-12, DM-13, DM-14, DM-16.
 */
const guarantee: Guarantee = {
  id: 'no-late-insert',
  title: 'Nothing appears below an observed time proof',
  text: 'After a time proof "nothing more up to T" no event at or below T reaches that member, from any node, then or later.',
  source: { document: 'facts/domain.md', heading: 'Time, expiry and safe retry' },
  rules: ['DG-03', 'DG-05', 'DG-06', 'DG-07', 'DG-08', 'DG-13'],
  level: 'MUST',
  kind: 'safety',
  system: 'sequencer',
  needs: ['time-proofs'],
  exercisedBy: ['kill', 'pause-long', 'restart-storm', 'clock-back', 'site-dark'],
  check(context) {
    const events = context.evidence(eventsOf);
    const prune = context.evidence(pruning);
    const witnesses = new Witnesses(context);
    let proofs = 0;
    return {
      on: {
        proof: () => {
          proofs += 1;
        },
        event(record) {
          const { stream } = events;
          if (stream === undefined || record.timestampMicros > stream.provenMicros) return;
          // Behind an event already shown it is a stream going backwards, which timestamps-ascend names.
          witnesses.add(
            () =>
              `${stream.open.instance} told ${memberName(context, stream.open.member)} "nothing more up to ${stream.provenMicros}" and then, on the same subscription, showed ${eventName(events, events.slot)}.`,
            [stream.provenPlace, context.place()],
            record.atMicros,
          );
        },
      },
      finish() {
        const limit = prune.limit();
        context.members.forEach((_, member) => {
          const order = events.order(member);
          for (let at = 0; at + 1 < order.length; at += 1) {
            const slot = order[at] as number;
            const next = order[at + 1] as number;
            const proven = events.provenAfter[slot] as number;
            if ((events.timestamp[next] as number) <= proven)
              late(next, proven, events.provenPlace[slot] as number, member);
          }
        });
        for (const stream of events.streams.all) {
          const proven = stream.events > 0 ? stream.provenBeforeFirstMicros : stream.provenMicros;
          if (proven === -Infinity) continue;
          const { member } = stream.open;
          const order = events.order(member);
          const slot = order[events.firstAtLeast(order, Math.max(stream.fromMicros, limit + 1))];
          if (slot !== undefined && (events.timestamp[slot] as number) <= proven)
            late(slot, proven, stream.provenPlace, member);
        }
        return witnesses.finding(proofs, 'time proofs');
      },
    };

    function late(slot: number, proven: number, place: number, member: number): void {
      witnesses.add(
        () =>
          `${memberName(context, member)} was told "nothing more up to ${proven}"; yet ${eventName(events, slot)} reached it, first shown at ${runTime(events.firstAt[slot] as number)}.`,
        [place, events.place[slot] as number],
        events.firstAt[slot],
      );
    }
  },
};
export default guarantee;
