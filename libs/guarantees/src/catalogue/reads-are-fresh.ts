import { events as eventsOf } from '../evidence/events.ts';
import { faultTrials } from '../evidence/fault-trials.ts';
import type { Guarantee } from '../guarantee.ts';
import { grown } from '../grown.ts';
import { Growable } from '../measure/growable.ts';
import { duration } from '../words.ts';
import { Witnesses } from '../witnesses.ts';

const samplesMin = 20;

/**
 * An event that has been acknowledged as visible is shown on the live subscriptions of every other node soon (the one that
 * acknowledged it has just seen it, which says nothing of how often it looks): in quiet time the median lag at each node is at most 1.5 s, or ten times the poll interval that the manifest states (a timer with "poll" in its
 * name; at least 0.5 s). Convicts DM-27 where the interval used is the longer one; a busy loop cannot be seen in the bytes of the interface.
 */
const guarantee: Guarantee = {
  id: 'reads-are-fresh',
  title: 'What is visible is shown soon',
  text: 'Without a fault, an event acknowledged as visible is shown on live subscriptions at every node within a few of the polling intervals that the subject states.',
  source: { document: 'facts/domain.md', heading: 'Reader' },
  rules: ['DG-06', 'DG-10'],
  level: 'MUST',
  kind: 'liveness',
  system: 'sequencer',
  needs: ['await-sequenced'],
  exercisedBy: ['kill'],
  check(context) {
    const trials = context.evidence(faultTrials);
    const events = context.evidence(eventsOf);
    const polls = Object.entries(context.timers).flatMap(([name, ms]) => (/poll/i.test(name) ? [ms] : []));
    const boundMs = polls.length > 0 ? Math.max(500, 10 * Math.max(...polls)) : 1_500;
    /** Run clock of the acknowledgement by id; 0: none. */
    let acknowledged = new Float64Array(1024);
    /** Index of the node that acknowledged it, from 1; 0: not known. */
    let by = new Int16Array(1024);
    const nodes = new Map(context.nodes.map(({ name }, index) => [name, index + 1]));
    const lags = new Map<string, Growable>();
    let quiet: ReturnType<typeof trials.quiet> | undefined;
    return {
      on: {
        send(record) {
          if (record.status !== 'sequenced') return;
          acknowledged = grown(acknowledged, record.id);
          acknowledged[record.id] = record.doneMicros;
          by = grown(by, record.id);
          by[record.id] = nodes.get(record.servedBy ?? record.instance) ?? 0;
        },
        event(record) {
          const open = events.stream?.open;
          if (open === undefined || open.observer !== 'live' || record.id < 0) return;
          const since = acknowledged[record.id] ?? 0;
          // Shown before it was acknowledged, or not acknowledged at all: no lag to be measured. A resumed stream
          // shows old events anew.
          if (since === 0 || since < open.atMicros) return;
          if (by[record.id] === nodes.get(open.instance)) return;
          quiet ??= trials.quiet(context.bounds.recoveryMs * 1000);
          if (!quiet.some((each) => since >= each.fromMicros && record.atMicros <= each.toMicros)) return;
          const list = lags.get(open.instance) ?? new Growable();
          if (list.length === 0) lags.set(open.instance, list);
          list.push(Math.max(0, record.atMicros - since));
        },
      },
      finish() {
        const witnesses = new Witnesses(context);
        let checked = 0;
        const counts: Record<string, number> = {};
        for (const [instance, list] of lags) {
          if (list.length < samplesMin) continue;
          checked += list.length;
          list.sort();
          const median = list.at(Math.floor(list.length / 2)) / 1000;
          counts[`medianMs at ${instance}`] = Math.round(median);
          if (median <= boundMs) continue;
          witnesses.add(
            () =>
              `At ${instance} half of ${list.length} acknowledged events were shown on live subscriptions only ${duration(median)} or more after they had been acknowledged as visible; expected are ${duration(boundMs)} at most.`,
            [],
          );
        }
        return witnesses.finding(checked, 'acknowledged events on live subscriptions', counts);
      },
    };
  },
};
export default guarantee;
