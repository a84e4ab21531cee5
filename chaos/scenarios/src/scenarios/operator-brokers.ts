import type { Scenario } from '@plimsoll/history/scenario';
import { operatorLoad } from '../operator-load.ts';
import { operatorTwoSites } from '../operator-sites.ts';

/** A broker of an operator frozen until retries run out. */
const operatorBrokers: Scenario = {
  name: 'operator-brokers',
  title: 'A broker of an operator frozen until retries run out',
  text: 'The broker that leads the topics of an instance stops answering, with nothing dead, for longer than any client tries, and then goes on as if nothing had been (RC-24, K1).',
  topology: operatorTwoSites,
  load: operatorLoad,
  steadyMs: 1500,
  recoveryMs: 1500,
  jitterMaxMs: 500,
  steps: [
    { fault: 'broker-pause', target: 'broker:kafka-a-a-1', holdMs: 9000 },
    { fault: 'broker-pause', target: 'broker:kafka-b-b-1', holdMs: 13000 },
  ],
};
export default operatorBrokers;
