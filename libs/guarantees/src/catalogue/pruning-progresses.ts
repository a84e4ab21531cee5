import { faultTrials } from '../evidence/fault-trials.ts';
import { pruning } from '../evidence/pruning.ts';
import type { Guarantee } from '../guarantee.ts';
import { duration, runTime } from '../words.ts';
import { Witnesses } from '../witnesses.ts';

/** Of subject time: below it nothing is told apart. */
const slackMicros = 1_000_000;

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
        let highest = -1;
        let roseAt = Math.min(trials.loadMicros, first.doneMicros);
        let place = first.place;
        let rises = 0;
        let pause = 0;
        // How far it keeps behind what is acknowledged: a retention of its own is legal.
        let distance = 0;
        for (const bound of bounds) {
          if (bound.lowerMicros <= highest) continue;
          if (highest >= 0) pause = Math.max(pause, bound.doneMicros - roseAt);
          highest = bound.lowerMicros;
          roseAt = bound.doneMicros;
          place = bound.place;
          rises += 1;
          distance = Math.max(distance, confirmed(bound.sentMicros) - highest);
        }
        const pauseMs = rises >= 2 ? pause / 1000 : own.length > 0 ? Math.max(...own) : undefined;
        if (pauseMs === undefined)
          return {
            ...witnesses.finding(0, ''),
            reason: 'it was not seen to prune, and the manifest does not say how often it does',
          };
        const allowedMicros = (3 * pauseMs + context.bounds.recoveryMs + longestTimerMs) * 1000;
        const healed = trials.all.map((trial) => Math.min(trial.healedMicros, last.doneMicros));
        const waited = last.doneMicros - Math.max(roseAt, ...healed);
        const due = confirmed(last.doneMicros - allowedMicros);
        if (waited > allowedMicros && due - highest > 2 * distance + slackMicros)
          witnesses.add(
            () =>
              `The lower bound has stood at ${highest < 0 ? 'none' : highest} since ${runTime(roseAt)}, ${duration(waited / 1000)} after the last fault was gone, although every enabled member had acknowledged ${due}.`,
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
