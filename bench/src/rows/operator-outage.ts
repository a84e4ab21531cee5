import { median } from '../measure/median.ts';
import { outageWords } from '../measure/outage-words.ts';
import { type OutageTrial, writeOutages } from '../measure/write-outages.ts';
import type { Row } from '../row.ts';

/** How long clients of the gateways can write nothing when one of two instances is lost as a whole, killed or silent. */
export const operatorOutage: Row = {
  name: 'operator-outage',
  async measure(bench) {
    const run = await writeOutages(
      {
        name: 'instance lost',
        subject: 'apps/operator/subject.yaml',
        scenario: 'operator-standard-instance',
        seed: 'bench',
        ...(bench.trials === undefined ? {} : { trials: bench.trials }),
      },
      bench,
    );
    const { tested } = run;
    const of = (fault: string): readonly number[] =>
      tested.filter((trial) => trial.fault === fault).map(({ ms }) => ms);
    const all = tested.map(({ ms }) => ms);
    const censored = tested.filter((trial) => trial.censored).length;
    const worst = tested.reduce(
      (most, trial) => (trial.ms > most.ms ? trial : most),
      tested[0] as OutageTrial,
    );
    return {
      what: 'client-seen outage, an instance killed or dark, two sites',
      measured: `${outageWords(all)} (killed: ${outageWords(of('instance-kill'))}; dark: ${outageWords(of('instance-dark'))})`,
      against: 'op-conductor claims ≤ 1 s for a new leader',
      ratio: null,
      toReach: 'median < 1 s, worst of ≥ 20 jittered trials < 3 s',
      reached: median(all) < 1000 && worst.ms < 3000 && all.length >= 20 && censored === 0,
      notes: [
        `Longest time without an accepted write at any endpoint that the fault does not touch: the gateways of both sites, asked by clients in their site, and the other instance. As judged from the history of a full run under load; resolution ${run.resolutionMs.toFixed(0)} ms, so that an outage of one period is none.`,
        'Manager, engine and prover of one instance are lost at the same moment: killed (connections close), or dark (SIGSTOP: no byte comes and nothing closes; they never move again). Brokers and databases of the site go on. Target drawn, injection jittered over the longest timer of the subject.',
        `The run's verdict: ${run.verdict} (${run.reason}) ${tested.length} of ${run.planned} trials have both receipts; censored: ${censored}. Worst: ${worst.fault} on ${worst.target}, at ${worst.series}.`,
      ],
      samples: { 'killed, ms': of('instance-kill'), 'dark, ms': of('instance-dark') },
    };
  },
};
