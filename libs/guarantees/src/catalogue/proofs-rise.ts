import { events as eventsOf } from '../evidence/events.ts';
import type { Guarantee } from '../guarantee.ts';
import { memberName } from '../words.ts';
import { Witnesses } from '../witnesses.ts';

/**
 * Time proofs of one subscription never fall. They may repeat, and another node may be behind: only one stream is compared with
 * itself. Convicts DM-13 and any safe watermark that moves back.
 */
const guarantee: Guarantee = {
  id: 'proofs-rise',
  title: 'Proven time never falls',
  text: 'The time up to which a subscription has been proven complete never decreases.',
  source: { document: 'facts/domain.md', heading: 'Safe watermark' },
  rules: ['DG-05', 'DG-10'],
  level: 'MUST',
  kind: 'safety',
  system: 'sequencer',
  needs: ['time-proofs'],
  exercisedBy: ['restart-storm', 'kill', 'clock-back'],
  check(context) {
    const events = context.evidence(eventsOf);
    const witnesses = new Witnesses(context);
    let proofs = 0;
    return {
      on: {
        proof(record) {
          proofs += 1;
          const { stream } = events;
          if (stream === undefined || record.upToMicros >= stream.provenMicros) return;
          witnesses.add(
            () =>
              `${stream.open.instance} told ${memberName(context, stream.open.member)} "nothing more up to ${stream.provenMicros}" and later, on the same subscription, only "up to ${record.upToMicros}".`,
            [stream.provenPlace, context.place()],
            record.atMicros,
          );
        },
      },
      finish: () => witnesses.finding(proofs, 'time proofs'),
    };
  },
};
export default guarantee;
