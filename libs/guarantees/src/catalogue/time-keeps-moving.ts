import { events as eventsOf } from '../evidence/events.ts';
import { faultTrials } from '../evidence/fault-trials.ts';
import type { Guarantee } from '../guarantee.ts';
import { duration, memberName, runTime } from '../words.ts';
import { Witnesses } from '../witnesses.ts';

/** The interface says that a proof comes at least every second; three times that is not a matter of a busy machine. */
const silenceMs = 3_000;

/**
 * In quiet time every open subscription is told later and later times, by events or by proofs, although its node, or another, has nothing
 * to write. Convicts DM-08 and a subject whose dropped sends stop its watermark.
 */
const guarantee: Guarantee = {
  id: 'time-keeps-moving',
  title: 'Time goes on, busy or idle',
  text: 'Without a fault the time shown on every subscription keeps rising, by events or proofs, whether anybody writes or not.',
  source: { document: 'facts/domain.md', heading: 'Saving' },
  rules: ['DG-04', 'DG-05'],
  level: 'MUST',
  kind: 'liveness',
  system: 'sequencer',
  needs: ['time-proofs'],
  exercisedBy: ['kill', 'pause-short'],
  check(context) {
    const trials = context.evidence(faultTrials);
    const events = context.evidence(eventsOf);
    const witnesses = new Witnesses(context);
    const { recoveryMs } = context.bounds;
    /** Of each live stream: highest time told, and when. */
    const told = new Map<number, { time: number; at: number; place: number }>();
    let quiet: ReturnType<typeof trials.quiet> | undefined;
    let checked = 0;

    const see = (stream: number, at: number, time: number): void => {
      const last = told.get(stream);
      if (last === undefined || time <= last.time) return;
      look(stream, last, at);
      last.time = time;
      last.at = at;
      last.place = context.place();
    };
    return {
      on: {
        open(record) {
          if (record.observer === 'live')
            told.set(record.stream, { time: 0, at: record.atMicros, place: context.place() });
        },
        event: (record) => see(record.stream, record.atMicros, record.timestampMicros),
        proof: (record) => see(record.stream, record.atMicros, record.upToMicros),
        close(record) {
          const last = told.get(record.stream);
          if (last !== undefined) look(record.stream, last, record.atMicros);
          told.delete(record.stream);
        },
      },
      finish: () => witnesses.finding(checked, 'steps of time on live subscriptions'),
    };

    function look(stream: number, last: { at: number; place: number }, at: number): void {
      checked += 1;
      if (at - last.at <= silenceMs * 1000) return;
      // The runner's file, with all faults, has been read before any stream.
      quiet ??= trials.quiet(recoveryMs * 1000);
      const still = quiet.some(
        (each) => Math.min(at, each.toMicros) - Math.max(last.at, each.fromMicros) > silenceMs * 1000,
      );
      const open = events.streams.get(stream)?.open;
      if (!still || open === undefined) return;
      witnesses.add(
        () =>
          `${memberName(context, open.member)}'s subscription at ${open.instance} was told no later time for ${duration((at - last.at) / 1000)} from ${runTime(last.at)} on, without a fault.`,
        [last.place],
        last.at,
      );
    }
  },
};
export default guarantee;
