import { pruning } from '../evidence/pruning.ts';
import type { Guarantee } from '../guarantee.ts';
import { HighestBefore } from '../highest-before.ts';
import { memberName } from '../words.ts';
import { Witnesses } from '../witnesses.ts';

/**
 * An acknowledgement is answered with the highest ever made: at least what was asked, at least what any earlier answer said,
 * and nothing that the member never acknowledged. What `bounds` reports of the asking member likewise. Convicts DM-29.
 */
const guarantee: Guarantee = {
  id: 'acknowledgements-rise',
  title: 'Acknowledgements never go back',
  text: "A member's acknowledged position only rises; the reply to an acknowledgement, and to a question for the bounds, is the highest ever made.",
  source: { document: 'facts/domain.md', heading: 'Subscription' },
  rules: ['DG-15'],
  level: 'MUST',
  kind: 'safety',
  system: 'sequencer',
  needs: ['acknowledge'],
  exercisedBy: ['kill', 'restart', 'database-failover'],
  check(context) {
    const prune = context.evidence(pruning);
    const witnesses = new Witnesses(context);
    return {
      on: {},
      finish() {
        const answered = new Map<number, HighestBefore>();
        const asked = new Map<number, HighestBefore>();
        const of = (map: Map<number, HighestBefore>, member: number): HighestBefore => {
          const found = map.get(member) ?? new HighestBefore();
          map.set(member, found);
          return found;
        };
        for (const each of prune.acknowledgements) {
          if (each.answerMicros >= 0)
            of(answered, each.member).add(each.doneMicros, each.answerMicros, each.place);
          of(asked, each.member).add(each.sentMicros, each.askedMicros, each.place);
        }
        for (const each of prune.bounds)
          if (each.acknowledgedMicros >= 0)
            of(answered, each.member).add(each.doneMicros, each.acknowledgedMicros, each.place);

        let checked = 0;
        const compare = (
          member: number,
          said: number,
          sentMicros: number,
          doneMicros: number,
          place: number,
        ): void => {
          checked += 1;
          const name = memberName(context, member);
          const earlier = of(answered, member).before(sentMicros);
          if (earlier !== undefined && said < earlier.value)
            witnesses.add(
              () => `${name} had been told that it acknowledged ${earlier.value}; later it was told ${said}.`,
              [earlier.place, place],
              doneMicros,
            );
          const highest = of(asked, member).before(doneMicros);
          if (said > (highest?.value ?? -1))
            witnesses.add(
              () =>
                `${name} was told that it acknowledged ${said}; the highest that it ever did is ${highest?.value ?? 'nothing'}.`,
              [place, ...(highest === undefined ? [] : [highest.place])],
              doneMicros,
            );
        };
        for (const each of prune.acknowledgements) {
          if (each.answerMicros < 0) continue;
          compare(each.member, each.answerMicros, each.sentMicros, each.doneMicros, each.place);
          if (each.answerMicros < each.askedMicros)
            witnesses.add(
              () =>
                `${memberName(context, each.member)} acknowledged ${each.askedMicros} and was answered ${each.answerMicros}, which is below.`,
              [each.place],
              each.doneMicros,
            );
        }
        for (const each of prune.bounds) {
          const earlier = of(answered, each.member).before(each.sentMicros);
          // "Nothing acknowledged" is a statement too, once something was.
          if (each.acknowledgedMicros >= 0 || earlier !== undefined)
            compare(each.member, each.acknowledgedMicros, each.sentMicros, each.doneMicros, each.place);
        }
        return witnesses.finding(checked, 'answers that state an acknowledgement');
      },
    };
  },
};
export default guarantee;
