import { events as eventsOf } from '../evidence/events.ts';
import { mustShow } from '../evidence/streams.ts';
import { pruning } from '../evidence/pruning.ts';
import type { Guarantee } from '../guarantee.ts';
import { eventName, memberName } from '../words.ts';
import { Witnesses } from '../witnesses.ts';

/**
 * Whoever reads a member's stream, at any node, from any position, live or at the end, is shown the same events in the same
 * order at the same timestamps with the same bytes. Three clauses: the same position never shows different bytes; no stream goes
 * from one event straight to another while a third stands between them; all final readings agree. Convicts DM-04,
 * DM-07, DM-18, DM-19, DM-26.
 */
const guarantee: Guarantee = {
  id: 'same-history',
  title: 'Every reader sees the same history',
  text: 'Every reader, on any node, from any position, gets the same stream: same events, same order, same timestamps, same bytes.',
  source: { document: 'facts/domain.md', heading: 'The rules in twenty lines' },
  rules: ['DG-14', 'DG-06'],
  level: 'MUST',
  kind: 'safety',
  system: 'sequencer',
  needs: [],
  exercisedBy: ['kill', 'pause-long', 'site-dark', 'restart-storm', 'clock-back'],
  check(context) {
    const events = context.evidence(eventsOf);
    const prune = context.evidence(pruning);
    const witnesses = new Witnesses(context);
    return {
      on: {},
      finish() {
        bytes();
        order();
        finals();
        return witnesses.finding(events.records, 'events shown');
      },
    };

    function bytes(): void {
      for (const variant of events.variants) {
        if (variant.what !== 'bytes') continue;
        const { slot, stream } = variant;
        witnesses.add(
          () =>
            `At ${events.timestamp[slot]} ${memberName(context, stream.open.member)} was shown two different events: ${eventName(events, slot)} first, and at ${stream.open.instance} ${variant.id === events.id[slot] ? 'the same message with other content' : `message ${variant.id}`}.`,
          [events.place[slot] as number, variant.place],
          events.firstAt[slot],
        );
      }
    }

    function order(): void {
      context.members.forEach((_, member) => {
        const order = events.order(member);
        for (let at = 0; at + 1 < order.length; at += 1) {
          const slot = order[at] as number;
          const between = order[at + 1] as number;
          const after = events.next[slot] as number;
          if (after < 0 || after === between) continue;
          witnesses.add(
            () =>
              `A stream of ${memberName(context, member)} went from ${eventName(events, slot)} straight to ${eventName(events, after)}; others were shown ${eventName(events, between)} between the two.`,
            [events.place[slot] as number, events.place[between] as number, events.place[after] as number],
            events.firstAt[between],
          );
        }
      });
      for (const { member, before, between, after, place } of events.leaps) {
        witnesses.add(
          () =>
            `One stream of ${memberName(context, member)} went from ${eventName(events, before)} straight to ${eventName(events, after)}; another was shown ${eventName(events, between)} between the two.`,
          [events.place[between] as number, place],
          events.firstAt[between],
        );
      }
    }

    function finals(): void {
      const limit = prune.limit();
      context.members.forEach((_, member) => {
        const readings = events.streams.readingsOf(member);
        let all = 0;
        for (const reading of readings) all |= reading.bit;
        for (const slot of events.order(member)) {
          const mask = events.finalMask[slot] as number;
          const timestamp = events.timestamp[slot] as number;
          if (mask === all) continue;
          const lacking = readings.find(
            (reading) => (mask & reading.bit) === 0 && mustShow(reading, timestamp, limit),
          );
          const having = readings.find((reading) => (mask & reading.bit) !== 0);
          if (lacking === undefined) continue;
          witnesses.add(
            () =>
              `The final history of ${memberName(context, member)} lacks ${eventName(events, slot)}, which was shown ${having === undefined ? 'while the run went on' : `at ${having.instance} to the ${having.observer} observer`}, at ${lacking.instance} (${lacking.observer} observer).`,
            [events.place[slot] as number, ...(having === undefined ? [] : [having.place]), lacking.place],
            events.firstAt[slot],
          );
        }
      });
    }
  },
};
export default guarantee;
