import { events as eventsOf } from '../evidence/events.ts';
import { faultTrials } from '../evidence/fault-trials.ts';
import { sends as sendsOf } from '../evidence/sends.ts';
import { shown as shownOf } from '../evidence/shown.ts';
import type { Guarantee } from '../guarantee.ts';
import { runTime } from '../words.ts';
import { Witnesses } from '../witnesses.ts';

const settleMicros = 1_000_000;

/**
 * A send that was accepted in quiet time, with time enough until its max-sequencing-time and until the next fault, becomes an event;
 * provided that the service was not behind: the same instance must have sequenced, in time, one that it accepted later. Sends near a fault, near
 * expiry, or in a backlog may vanish legally. Convicts DM-08 and a subject that drops what it accepted.
 */
const guarantee: Guarantee = {
  id: 'accepted-is-sequenced-without-fault',
  title: 'Without a fault, what is accepted is sequenced',
  text: 'Without a fault, a send that was accepted and has not expired is sequenced; overload is an explicit error, not silence.',
  source: { document: 'facts/domain.md', heading: 'Conformance cases' },
  rules: ['DG-11', 'DG-04'],
  level: 'MUST',
  kind: 'liveness',
  system: 'sequencer',
  needs: [],
  exercisedBy: [],
  check(context) {
    const trials = context.evidence(faultTrials);
    const events = context.evidence(eventsOf);
    const sends = context.evidence(sendsOf);
    const shown = context.evidence(shownOf);
    let memo: ReturnType<typeof trials.quiet> | undefined;
    const accepted: {
      id: number;
      sent: number;
      done: number;
      instance: string;
      max: number;
      place: number;
    }[] = [];
    return {
      on: {
        send(record) {
          if (record.outcome !== 'ok' || record.attempt !== 1 || record.status === 'rejected') return;
          // Runner's records come first: quiet time is known.
          if (!quietAt(record.sentMicros)) return;
          accepted.push({
            id: record.id,
            sent: record.sentMicros,
            done: record.doneMicros,
            instance: record.servedBy ?? record.instance,
            max: record.maxSequencingTimeMicros,
            place: context.place(),
          });
        },
      },
      finish() {
        const witnesses = new Witnesses(context);
        /** Of each id when it was shown first; Infinity: never. */
        const sequenced = new Float64Array(sends.end).fill(Infinity);
        for (let slot = 0; slot < events.count; slot += 1) {
          const id = events.id[slot] as number;
          const at = events.firstAt[slot] as number;
          if (id >= 0 && id < sends.end) sequenced[id] = Math.min(sequenced[id] as number, at);
        }
        /** The latest send of each instance that was accepted and shown in the same quiet stretch. */
        const latest = new Map<string, number>();
        for (const each of accepted) {
          const stretch = stretchOf(each.sent);
          if (stretch === undefined || (sequenced[each.id] as number) > stretch.toMicros) continue;
          const key = `${each.instance}|${stretch.fromMicros}`;
          latest.set(key, Math.max(latest.get(key) ?? 0, each.sent));
        }
        let checked = 0;
        for (const each of accepted) {
          const stretch = stretchOf(each.sent);
          if (stretch === undefined || stretch.toMicros - each.done < settleMicros) continue;
          // A second of subject time must have been left, by what had been shown then.
          const now = shown.before(each.sent);
          if (now === 0 || each.max - now < settleMicros) continue;
          const later = latest.get(`${each.instance}|${stretch.fromMicros}`) ?? 0;
          if (later <= each.done) continue;
          checked += 1;
          if (sequenced[each.id] !== Infinity || (sends.attempts[each.id] as number) > 1) continue;
          witnesses.add(
            () =>
              `${each.instance} accepted message ${each.id} at ${runTime(each.done)}, without a fault and long before it would expire, and sequenced later ones; message ${each.id} never appeared.`,
            [each.place],
            each.done,
          );
        }
        return witnesses.finding(checked, 'sends accepted in quiet time');
      },
    };

    function stretchOf(micros: number) {
      return quiet().find((each) => micros >= each.fromMicros && micros <= each.toMicros);
    }
    function quietAt(micros: number): boolean {
      return stretchOf(micros) !== undefined;
    }
    function quiet() {
      return (memo ??= trials.quiet(context.bounds.recoveryMs * 1000));
    }
  },
};
export default guarantee;
