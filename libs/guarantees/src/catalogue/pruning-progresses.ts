import { faultTrials } from '../evidence/fault-trials.ts';
import { pruning } from '../evidence/pruning.ts';
import type { Guarantee } from '../guarantee.ts';
import { duration, runTime } from '../words.ts';
import { Witnesses } from '../witnesses.ts';

/**
 * Pruning goes on: once it has been seen to prune, a run does not go without for longer than three times the longest pause seen
 * in quiet time, plus recovery and the longest timer, while acknowledgements are ahead of the bound. How often a subject prunes is its own affair:
 * one that was never seen to prune is judged only by a timer of its own with "prun" in its name. Convicts DM-30.
 */
const guarantee: Guarantee = {
  id: 'pruning-progresses',
  title: 'Pruning goes on, whoever dies',
  text: 'What every enabled member has acknowledged is pruned in the end; when the node that prunes is lost, another carries on.',
  source: { document: 'facts/domain.md', heading: 'Reader' },
  rules: ['DG-15'],
  level: 'MUST',
  kind: 'liveness',
  system: 'sequencer',
  needs: ['pruning'],
  exercisedBy: ['kill', 'database-connection-lost', 'site-dead'],
  check(context) {
    const trials = context.evidence(faultTrials);
    const prune = context.evidence(pruning);
    const longestTimerMs = Math.max(0, ...Object.values(context.timers));
    const own = Object.entries(context.timers).flatMap(([name, ms]) => (/prun/i.test(name) ? [ms] : []));
    return {
      on: {},
      finish() {
        const witnesses = new Witnesses(context);
        const bounds = [...prune.bounds].sort((a, b) => a.doneMicros - b.doneMicros);
        const first = bounds[0];
        const last = bounds.at(-1);
        if (first === undefined || last === undefined)
          return witnesses.finding(0, 'statements about the bound');
        const start = Math.min(trials.loadMicros, first.doneMicros);
        let highest = -1;
        let roseAt = start;
        let longest = 0;
        let rises = 0;
        let place = first.place;
        for (const bound of bounds) {
          if (bound.lowerMicros <= highest) continue;
          if (highest >= 0) longest = Math.max(longest, bound.doneMicros - roseAt);
          highest = bound.lowerMicros;
          roseAt = bound.doneMicros;
          place = bound.place;
          rises += 1;
        }
        const pauseMs = rises >= 2 ? longest / 1000 : own.length > 0 ? Math.max(...own) : undefined;
        if (pauseMs === undefined)
          return {
            ...witnesses.finding(0, ''),
            reason: 'it was not seen to prune, and the manifest does not say how often it does',
          };
        const allowedMicros = (3 * pauseMs + context.bounds.recoveryMs + longestTimerMs) * 1000;
        const healed = Math.max(
          roseAt,
          ...trials.all.map((trial) =>
            trial.healedMicros < Infinity ? trial.healedMicros : last.doneMicros,
          ),
        );
        const waited = last.doneMicros - healed;
        // What may have been acknowledged by then, surely: only answered acknowledgements, by everybody.
        if (waited > allowedMicros && confirmed(healed) > highest)
          witnesses.add(
            () =>
              `The lower bound has stood at ${highest < 0 ? 'none' : highest} since ${runTime(roseAt)}, ${duration(waited / 1000)} after the last fault was gone, although every enabled member had acknowledged more.`,
            [place, last.place],
            roseAt,
          );
        return witnesses.finding(bounds.length, 'statements about the bound', { rises });
      },
    };

    function confirmed(beforeMicros: number): number {
      const highest = new Map<number, number>();
      for (const each of prune.acknowledgements)
        if (each.answerMicros >= 0 && each.doneMicros <= beforeMicros)
          highest.set(each.member, Math.max(highest.get(each.member) ?? -1, each.answerMicros));
      return Math.min(
        ...context.members.flatMap((member, index) => (member.enabled ? [highest.get(index) ?? -1] : [])),
      );
    }
  },
};
export default guarantee;
