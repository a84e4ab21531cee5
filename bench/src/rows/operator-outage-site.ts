import { SESSION_TIMEOUT_MS } from '@plimsoll/testbed/services/kafka/broker-properties';
import { outageWords } from '../measure/outage-words.ts';
import { type OutageTrial, writeOutages } from '../measure/write-outages.ts';
import type { Row } from '../row.ts';

const wantedTrials = 20;

/** How long clients in the other sites can write nothing when one of three data sites is lost, dead or dark. */
export const operatorOutageSite: Row = {
  name: 'operator-outage-site',
  async measure(bench) {
    const run = await writeOutages(
      {
        name: 'site lost',
        subject: 'apps/operator/subject.yaml',
        scenario: 'operator-standard-site',
        seed: 'bench',
        trials: bench.trials ?? wantedTrials,
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
    const boundMs = SESSION_TIMEOUT_MS + 1000;
    return {
      what: 'client-seen outage, a site dead or dark, three data sites (R=3, L=1, M=2)',
      measured: `${outageWords(all)} (dead: ${outageWords(of('site-dead'))}; dark: ${outageWords(of('site-dark'))})`,
      against: `broker session time-out: ${(SESSION_TIMEOUT_MS / 1000).toFixed(0)} s`,
      ratio: Math.max(...all) / SESSION_TIMEOUT_MS,
      toReach: `≤ session time-out + 1 s = ${(boundMs / 1000).toFixed(0)} s, worst of ≥ ${wantedTrials}`,
      reached: worst.ms <= boundMs && all.length >= wantedTrials && censored === 0,
      notes: [
        `Longest time without an accepted write at the gateways and instances of the other two sites, asked by clients there; as judged from the history of a full run under load; resolution ${run.resolutionMs.toFixed(0)} ms.`,
        'Brokers: replica.lag.time.max.ms 2000, so that a leader takes a silent follower out of sync before it is fenced; controller.quorum.fetch.timeout.ms 1200; the session time-out as printed.',
        'Everything in the site is lost with its instance: broker, controller and database. Dead: all processes killed, connections close. Dark: bytes stop first and nothing closes. Site drawn, injection jittered over the longest timer of the subject.',
        `The run's verdict: ${run.verdict} (${run.reason}) ${tested.length} of ${run.planned} trials have both receipts; censored: ${censored}. Worst: ${worst.fault} on ${worst.target}, at ${worst.series}.`,
      ],
      samples: { 'dead, ms': of('site-dead'), 'dark, ms': of('site-dark') },
    };
  },
};
