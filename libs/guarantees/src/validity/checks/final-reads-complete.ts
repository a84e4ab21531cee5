import { streams as streamsOf } from '../../evidence/streams.ts';
import type { JudgeContext } from '../../guarantee.ts';
import { memberName } from '../../words.ts';
import { sound, unsound } from '../validity-check.ts';
import type { ValidityCheck, ValidityLine } from '../validity-check.ts';

/** Both observers have read every member at every node to the end. Where neither could it is the subject's failure, and a guarantee says so; where one could, the other's evidence is missing. */
export default function finalReadsComplete(context: JudgeContext): ValidityCheck {
  // An operator is read otherwise (operator-final-reads), and what refused its start not at all.
  if (context.system === 'operator' || context.plan.scenario.expects !== undefined)
    return { on: {}, finish: () => [] };
  const streams = context.evidence(streamsOf);
  return {
    on: {},
    finish() {
      const lines: ValidityLine[] = [];
      const done = new Map<string, Set<string>>();
      for (const { observer, instance, member, complete } of streams.readings) {
        const key = `${member}|${instance}`;
        const set = done.get(key) ?? new Set();
        done.set(key, set);
        if (complete) set.add(observer);
      }
      for (const [key, observers] of done) {
        if (observers.size !== 1) continue;
        const [member, instance] = key.split('|');
        lines.push(
          unsound(
            'final-reads',
            `Only the ${[...observers][0]} observer read ${memberName(context, Number(member))} at ${instance} to the end: nothing can be compared.`,
          ),
        );
      }
      const complete = streams.readings.filter((reading) => reading.complete).length;
      if (complete === 0)
        lines.push(
          unsound('final-reads', 'There are no complete final reads: what became of the sends is not known.'),
        );
      return lines.length > 0
        ? lines.slice(0, 5)
        : [sound('final-reads', `${complete} final histories were read to the end.`)];
    },
  };
}
