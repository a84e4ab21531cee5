import type { Scenario } from '@plimsoll/history/scenario';
import { operatorLoad } from '../operator-load.ts';
import { operatorThreeSites } from '../operator-sites.ts';

/** Brokers of an operator. */
const operatorKafka: Scenario = {
  name: 'operator-kafka',
  title: 'Brokers of an operator',
  text: 'Brokers and controllers die and freeze, a replica falls out of the in-sync set, consumer-group offsets are lost, and at the end a log directory is put back to an earlier copy (RC-16, RC-17, RC-19, RC-21, RC-24). A frozen broker outlasts the retries of a client: what was answered before must be there, and what was refused must never be.',
  topology: operatorThreeSites,
  load: operatorLoad,
  steadyMs: 1500,
  recoveryMs: 2500,
  jitterMaxMs: 500,
  steps: [
    { fault: 'broker-kill', holdMs: 6000, repeat: 2 },
    { fault: 'broker-pause', holdMs: 12000 },
    { fault: 'controller-kill', holdMs: 6000 },
    // Two of the three voters, the controller mostly among them: which one it is then cannot be planned beside another.
    { fault: 'broker-kill', holdMs: 5000, together: [{ fault: 'broker-kill', holdMs: 5000 }] },
    { fault: 'replica-out-of-isr', holdMs: 4000 },
    { fault: 'consumer-offsets-lost' },
    { fault: 'log-directory-rolled-back' },
  ],
  required: ['acknowledged-during-fault', 'outcome-unknown'],
};
export default operatorKafka;
