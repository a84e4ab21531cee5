import type { Scenario } from '@plimsoll/history/scenario';
import { operatorLoad } from '../operator-load.ts';
import { operatorWitness } from '../operator-sites.ts';

/** A site of an operator lost beside a witness. */
const besideWitness: Scenario = {
  name: 'operator-witness',
  title: 'A site of an operator lost beside a witness',
  text: 'Two sites with instances and a witness with a broker and a controller: either site may go, and the other goes on (RC-18, RC-23).',
  topology: operatorWitness,
  load: operatorLoad,
  steadyMs: 1500,
  recoveryMs: 2500,
  jitterMaxMs: 500,
  steps: [
    { fault: 'site-dead', target: 'site:a', holdMs: 6000 },
    { fault: 'site-dark', target: 'site:b', holdMs: 8000 },
    { fault: 'broker-kill', holdMs: 4000 },
  ],
  required: ['acknowledged-during-fault'],
};
export default besideWitness;
