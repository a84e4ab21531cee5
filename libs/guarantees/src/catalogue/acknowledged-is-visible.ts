import { events as eventsOf } from '../evidence/events.ts';
import { faultTrials } from '../evidence/fault-trials.ts';
import type { Stream } from '../evidence/streams.ts';
import type { Guarantee } from '../guarantee.ts';
import { grown } from '../grown.ts';
import { touchesSeries } from '../measure/touched.ts';
import { duration, memberName, runTime } from '../words.ts';
import { Witnesses } from '../witnesses.ts';

/** Above any poll and a proof's second, below an offline interval. */
const lagMs = 3_000;
const seenMin = 3;
/** Lines closer together than this may have been read in one go, after whatever held them up. */
const burstMs = 500;

/**
 * An answer under await=sequenced says: visible now. A subscription that is open at that very instance and goes on showing lines must not
 * still be below the event 3 s later, even while others are down, unless a fault touches this instance. What counts is a
 * line shown after that time and before the event: a stream on which nothing arrives at all proves nothing, nor does one read by a client
 * that was itself late. Three such events are needed. Convicts a subject that answers once the event is written, before the safe watermark has reached it,
 * as soon as a node dies.
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
    let stood = new Float64Array(1024);
    let checked = 0;
    /** Of each live stream the run clock of its last line in this half second and in the two before in which there were any. */
    const lines = new Map<Stream, { now: number; before: number; older: number }>();
    const half = (micros: number): number => Math.floor(micros / (burstMs * 1000));
    /** Records a line; returns when the last one was shown that is at least half a second older. */
    const line = (stream: Stream, at: number): number => {
      let known = lines.get(stream);
      if (known === undefined) lines.set(stream, (known = { now: 0, before: 0, older: 0 }));
      if (half(at) !== half(known.now)) {
        known.older = known.before;
        known.before = known.now;
      }
      known.now = at;
      return known.older;
    };
    /** The longest that a client's own event loop stood still, µs: that late may a line have been read. */
    let loopMicros = 0;
    const late: {
      id: number;
      since: number;
      at: number;
      before: number;
      place: number;
      instance: string;
      member: number;
    }[] = [];
    return {
      on: {
        send(record) {
          if (record.status !== 'sequenced' || record.attempt !== 1) return;
          done = grown(done, record.id);
          by = grown(by, record.id);
          stood = grown(stood, record.id);
          done[record.id] = record.doneMicros;
          stood[record.id] = record.timestampMicros ?? 0;
          by[record.id] = (names.get(record.servedBy ?? record.instance) ?? -1) + 1;
        },
        note(record) {
          const { max, unit } = record.values;
          if (record.about === 'eventLoop' && typeof max === 'number')
            loopMicros = Math.max(loopMicros, unit === 'ms' ? max * 1000 : max);
        },
        proof(record) {
          if (events.stream?.open.observer === 'live') line(events.stream, record.atMicros);
        },
        event(record) {
          const { stream } = events;
          if (stream === undefined || stream.open.observer !== 'live') return;
          const before = line(stream, record.atMicros);
          const { open } = stream;
          if (record.id < 0) return;
          const since = done[record.id] ?? 0;
          if (since === 0 || (by[record.id] as number) - 1 !== names.get(open.instance)) return;
          // The same id sent again before expiry may stand a second time, later: that one was not answered here.
          if (open.atMicros > since || stood[record.id] !== record.timestampMicros) return;
          checked += 1;
          if (before - since <= lagMs * 1000 || late.length >= 1000) return;
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
            before,
            place: context.place(),
            instance: open.instance,
            member: open.member,
          });
        },
      },
      finish() {
        const sure = late.filter((each) => each.before - each.since > lagMs * 1000 + 2 * loopMicros);
        if (sure.length >= seenMin)
          for (const each of sure)
            witnesses.add(
              () =>
                `${each.instance} answered message ${each.id} as sequenced, so visible, at ${runTime(each.since)}; on a subscription of ${memberName(context, each.member)} open there other lines were still shown ${duration((each.before - each.since) / 1000)} later, and the message only after them.`,
              [each.place],
              each.since,
            );
        return witnesses.finding(checked, 'acknowledged events on subscriptions at the same node');
      },
    };
  },
};
export default guarantee;
