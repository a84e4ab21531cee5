import { events as eventsOf } from '../evidence/events.ts';
import { mustShow } from '../evidence/streams.ts';
import { pruning } from '../evidence/pruning.ts';
import type { Guarantee } from '../guarantee.ts';
import { eventName, memberName, runTime } from '../words.ts';
import { Witnesses } from '../witnesses.ts';

/** What a reader was shown while the run went on stands in every node's final history. Convicts DM-04, DM-07, DM-16, DM-17, DM-18, DM-19. */
const guarantee: Guarantee = {
  id: 'no-retraction',
  title: 'No event is taken back',
  text: 'An event that any reader was shown stays: every node shows it at the same position ever after, until it is pruned.',
  source: { document: 'facts/domain.md', heading: 'Visibility' },
  rules: ['DG-14', 'DG-06', 'DG-08'],
  level: 'MUST',
  kind: 'safety',
  system: 'sequencer',
  needs: [],
  exercisedBy: ['kill', 'pause-long', 'restart-storm', 'database-failover'],
  check(context) {
    const events = context.evidence(eventsOf);
    const prune = context.evidence(pruning);
    const witnesses = new Witnesses(context);
    return {
      on: {},
      finish() {
        const limit = prune.limit();
        let checked = 0;
        context.members.forEach((_, member) => {
          const readings = events.streams.readingsOf(member);
          if (readings.length === 0) return;
          for (const slot of events.order(member)) {
            const timestamp = events.timestamp[slot] as number;
            if (((events.flags[slot] as number) & 1) === 0) continue;
            checked += 1;
            const mask = events.finalMask[slot] as number;
            const lacking = readings.find(
              (reading) => (mask & reading.bit) === 0 && mustShow(reading, timestamp, limit),
            );
            if (lacking === undefined) continue;
            witnesses.add(
              () =>
                `${memberName(context, member)} was shown ${eventName(events, slot)} at ${runTime(events.firstAt[slot] as number)}; its final history at ${lacking.instance} no longer has it.`,
              [events.place[slot] as number, lacking.place],
              events.firstAt[slot],
            );
          }
        });
        return witnesses.finding(checked, 'events shown live');
      },
    };
  },
};
export default guarantee;
