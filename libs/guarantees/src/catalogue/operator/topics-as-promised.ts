import type { Guarantee } from '../../guarantee.ts';
import { Witnesses } from '../../witnesses.ts';

/** Every record in the topics of the interface is as the interface has it: others replay them. And after heal each can be read to its end, by somebody at least. */
const guarantee: Guarantee = {
  id: 'topics-as-promised',
  title: 'Topics hold what the interface says',
  text: 'Every record in a pending-operations, batch-updates or invalid-operations topic is in the format of the interface, and after heal every topic can be read to its end.',
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
    /** Partitions that an observer could not read to the end, with the first place of it; undefined once one could. */
    const unread = new Map<string, { readonly words: string; readonly place: number } | undefined>();
    const count = (record: { readonly observer: string }): void => {
      if (record.observer !== 'live') checked += 1;
    };
    return {
      on: {
        pending: count,
        update: count,
        invalid: count,
        topic(record) {
          if (record.state !== 'garbage') {
            if (record.observer === 'live') return;
            const key = `${record.topic}, partition ${record.partition}`;
            if (record.state === 'end') unread.set(key, undefined);
            else if (!unread.has(key))
              unread.set(key, {
                words: `${key} (${record.detail ?? 'no reason recorded'})`,
                place: context.place(),
              });
            return;
          }
          checked += 1;
          witnesses.add(
            () =>
              `${record.topic}, partition ${record.partition}, offset ${record.offset} is none of the interface${record.detail === undefined ? '' : `: ${record.detail}`}.`,
            [context.place()],
          );
        },
      },
      finish() {
        for (const each of unread.values()) {
          if (each === undefined) continue;
          checked += 1;
          witnesses.add(
            () => `After heal neither observer could read ${each.words} to its end.`,
            [each.place],
          );
        }
        return witnesses.finding(checked, 'records in topics');
      },
    };
  },
};
export default guarantee;
