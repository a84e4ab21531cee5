import { sequencerEventErrors } from '@plimsoll/interface/sequencer/event-errors';
import { events as eventsOf } from '../evidence/events.ts';
import { sends as sendsOf } from '../evidence/sends.ts';
import type { Guarantee, JudgeContext } from '../guarantee.ts';
import { Witnesses } from '../witnesses.ts';

const unknownRecipients = 'SEQUENCER_UNKNOWN_RECIPIENTS';
const topologyAhead = 'SEQUENCER_TOPOLOGY_TIMESTAMP_AFTER_SEQUENCING_TIMESTAMP';
const codes = new Set<string>(sequencerEventErrors.map(({ code }) => code));

/**
 * A request with an unknown recipient, or with a topology timestamp above its own, is not delivered to anybody; and an error
 * event names a cause that the request has. Judged only as far as the subject claims `unknown-recipients` and `topology-timestamp`.
 */
const guarantee: Guarantee = {
  id: 'rejections-have-cause',
  title: 'What must be rejected is, and nothing else',
  text: 'Unknown recipients, and a topology timestamp ahead of sequencing time, end as an error event to the sender and reach nobody; an error event names a cause that the request has.',
  source: { document: 'facts/domain.md', heading: 'Checks at sequencing time' },
  rules: ['DG-11'],
  level: 'MUST',
  kind: 'safety',
  system: 'sequencer',
  needs: [],
  exercisedBy: ['kill', 'clock-back'],
  check(context) {
    const sends = context.evidence(sendsOf);
    const events = context.evidence(eventsOf);
    const witnesses = new Witnesses(context);
    const codeOf = new Map<number, string>();
    const can = claims(context);
    return {
      on: {
        event(record) {
          if (record.type === 'error' && events.fresh) codeOf.set(events.slot, record.code ?? '');
        },
      },
      finish() {
        let checked = 0;
        for (let slot = 0; slot < events.count; slot += 1) {
          const id = events.id[slot] as number;
          if (!sends.known(id)) continue;
          const stranger = sends.stranger[id] === 1;
          const topology = sends.topology[id] as number;
          const error = events.isError(slot);
          if (!error && !stranger && topology < 0) continue;
          checked += 1;
          const timestamp = events.timestamp[slot] as number;
          const code = codeOf.get(slot) ?? '';
          const empty =
            ((events.flags[slot] as number) & 8) === 0 && events.member[slot] !== sends.member[id];
          const wrong = error
            ? falseCause(code, stranger, topology, timestamp)
            : empty
              ? undefined
              : mustNot(stranger, topology, timestamp);
          if (wrong === undefined) continue;
          witnesses.add(
            () => `Message ${id} ${wrong} (${error ? 'error event' : 'delivered'} at ${timestamp}).`,
            [sends.place[id] as number, events.place[slot] as number],
            events.firstAt[slot],
          );
        }
        return witnesses.finding(checked, 'events that were or had to be rejections');
      },
    };

    function mustNot(stranger: boolean, topology: number, timestamp: number): string | undefined {
      if (stranger && can.unknownRecipients) return 'has a recipient that nobody is, yet it was delivered';
      if (topology > timestamp && can.topology)
        return `has topology timestamp ${topology}, above its own, yet it was delivered`;
      return undefined;
    }

    function falseCause(
      code: string,
      stranger: boolean,
      topology: number,
      timestamp: number,
    ): string | undefined {
      if (!codes.has(code)) return `was rejected with "${code}", which is no code of an error event`;
      if (code === unknownRecipients && !stranger)
        return 'was rejected for unknown recipients; all of them are known';
      if (code === topologyAhead && topology <= timestamp)
        return `was rejected for its topology timestamp (${topology < 0 ? 'it has none' : topology}), which is not ahead`;
      return undefined;
    }
  },
};
export default guarantee;

function claims(context: JudgeContext): { unknownRecipients: boolean; topology: boolean } {
  return {
    unknownRecipients: context.capabilities.includes('unknown-recipients'),
    topology: context.capabilities.includes('topology-timestamp'),
  };
}
