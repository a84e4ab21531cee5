import type { Guarantee } from '../../guarantee.ts';
import { Witnesses } from '../../witnesses.ts';

/** Every record in the topics of the interface is as the interface has it: others replay them. */
const guarantee: Guarantee = {
  id: 'topics-as-promised',
  title: 'Topics hold what the interface says',
  text: 'Every record in a pending-operations, batch-updates or invalid-operations topic is in the format of the interface.',
  source: { document: 'DESIGN.md', heading: 'What a verdict may rest on' },
  rules: ['RG-02', 'RG-13'],
  level: 'MUST',
  kind: 'safety',
  system: 'operator',
  needs: [],
  exercisedBy: ['kill', 'broker-kill', 'restart'],
  check(context) {
    const witnesses = new Witnesses(context);
    let checked = 0;
    const count = (record: { readonly observer: string }): void => {
      if (record.observer !== 'live') checked += 1;
    };
    return {
      on: {
        pending: count,
        update: count,
        invalid: count,
        topic(record) {
          if (record.state !== 'garbage') return;
          checked += 1;
          witnesses.add(
            () =>
              `${record.topic}, partition ${record.partition}, offset ${record.offset} is none of the interface${record.detail === undefined ? '' : `: ${record.detail}`}.`,
            [context.place()],
          );
        },
      },
      finish: () => witnesses.finding(checked, 'records in topics'),
    };
  },
};
export default guarantee;
