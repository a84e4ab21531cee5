import { events as eventsOf } from '../evidence/events.ts';
import { faultTrials } from '../evidence/fault-trials.ts';
import type { Guarantee } from '../guarantee.ts';
import { grown } from '../grown.ts';
import { touchesSeries } from '../measure/touched.ts';
import { duration, memberName, runTime } from '../words.ts';
import { Witnesses } from '../witnesses.ts';

/** Above any poll and a proof's second, below an offline interval. */
const lagMs = 3_000;
const seenMin = 3;

/**
 * An answer under await=sequenced says: visible now. A subscription that was open at that very instance shows the event within
 * 3 s, even while others are down, unless a fault touches this instance. Three such lags are needed: one may be the machine's. Convicts a
 * subject that answers once the event is written, before the safe watermark has reached it, as soon as a node dies.
 */
const guarantee: Guarantee = {
  id: 'acknowledged-is-visible',
  title: 'Acknowledged as sequenced means visible',
  text: 'A send is answered under await=sequenced only once its event is durable and visible: whoever reads at that node can read it then.',
  source: { document: 'facts/domain.md', heading: 'What a crash does to sends in flight' },
  rules: ['DG-06', 'DG-03'],
  level: 'MUST',
  kind: 'safety',
  system: 'sequencer',
  needs: ['await-sequenced'],
  exercisedBy: ['kill', 'pause-long', 'site-dark'],
  check(context) {
    const trials = context.evidence(faultTrials);
    const events = context.evidence(eventsOf);
    const witnesses = new Witnesses(context);
    const names = new Map(context.nodes.map(({ name }, index) => [name, index]));
    let done = new Float64Array(1024);
    let by = new Int16Array(1024);
    let checked = 0;
    const late: { id: number; since: number; at: number; place: number; instance: string; member: number }[] =
      [];
    return {
      on: {
        send(record) {
          if (record.status !== 'sequenced' || record.attempt !== 1) return;
          done = grown(done, record.id);
          by = grown(by, record.id);
          done[record.id] = record.doneMicros;
          by[record.id] = (names.get(record.servedBy ?? record.instance) ?? -1) + 1;
        },
        event(record) {
          const open = events.stream?.open;
          if (open === undefined || open.observer !== 'live' || record.id < 0) return;
          const since = done[record.id] ?? 0;
          if (since === 0 || (by[record.id] as number) - 1 !== names.get(open.instance)) return;
          if (open.atMicros > since) return;
          checked += 1;
          if (record.atMicros - since <= lagMs * 1000 || late.length >= 1000) return;
          const disturbed = trials.all.some(
            (trial) =>
              trial.appliedMicros <= record.atMicros &&
              trial.healedMicros >= since &&
              (trial.class === 'store' || touchesSeries(context, trial.touches, open)),
          );
          if (disturbed) return;
          late.push({
            id: record.id,
            since,
            at: record.atMicros,
            place: context.place(),
            instance: open.instance,
            member: open.member,
          });
        },
      },
      finish() {
        if (late.length >= seenMin)
          for (const each of late)
            witnesses.add(
              () =>
                `${each.instance} answered message ${each.id} as sequenced, so visible, at ${runTime(each.since)}; on a subscription of ${memberName(context, each.member)} open there it was shown only ${duration((each.at - each.since) / 1000)} later.`,
              [each.place],
              each.since,
            );
        return witnesses.finding(checked, 'acknowledged events on subscriptions at the same node');
      },
    };
  },
};
export default guarantee;
