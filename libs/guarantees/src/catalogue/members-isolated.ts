import type { Guarantee } from '../guarantee.ts';
import { Witnesses } from '../witnesses.ts';

/** Codes by which an instance says that it cannot serve anybody now: no answer to the question who is asking. */
const unavailable = new Set([
  'NOT_READY',
  'DRAINING',
  'OVER_CAPACITY',
  'WRITE_REFUSED',
  'WRITE_UNCERTAIN',
  'NO_INSTANCE',
  'INTERNAL_ERROR',
  'SEQUENCER_UNAVAILABLE',
  'SEQUENCER_OVERLOADED',
  'NO_NODE_AVAILABLE',
  'UPSTREAM_LOST',
  'INTERNAL',
  'SEQUENCING_UNKNOWN',
  'REQUEST_TIMEOUT',
  'NOT_SENT',
  'TRANSPORT',
  'TIMEOUT',
]);

/** Outsiders and members who ask for what is not theirs are refused, with the code that says why (a refusal for any other reason shows nothing). */
const guarantee: Guarantee = {
  id: 'members-isolated',
  title: 'Nobody acts in another’s name',
  text: 'A member can send only as itself and read only its own events, an account’s operation needs its key; requests without a valid token or signature, in another name, or by unknown or disabled members are refused with the code that says so.',
  source: { document: 'facts/domain.md', heading: 'What a request carries' },
  rules: ['DG-11', 'RG-20'],
  level: 'MUST',
  kind: 'safety',
  system: 'any',
  needs: [],
  exercisedBy: ['kill', 'restart', 'database-failover'],
  check(context) {
    const witnesses = new Witnesses(context);
    let checked = 0;
    return {
      on: {
        intrusion(record) {
          const { code = '' } = record;
          if (record.outcome !== 'ok' && (record.expected.includes(code) || unavailable.has(code))) {
            if (!unavailable.has(code)) checked += 1;
            return;
          }
          // A reply that is no reply of the interface lets nobody in; outcomes-definite names it.
          if (code === 'GARBAGE') return;
          checked += 1;
          witnesses.add(
            () =>
              `At ${record.instance} somebody tried "${record.asked}" and was ${record.outcome === 'ok' ? 'let in' : `refused with ${code}`}; right would have been ${record.expected.join(' or ')}.`,
            [context.place()],
            record.doneMicros,
          );
        },
      },
      finish: () => witnesses.finding(checked, 'intrusions'),
    };
  },
};
export default guarantee;
