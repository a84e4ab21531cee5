import type { Guarantee } from '../guarantee.ts';
import { resumed } from '../liveness/resumed.ts';

/**
 * At every node a message written a moment ago becomes readable again within the claimed recovery time after every heal, and in quiet time never
 * stops. Convicts DM-05, DM-08, DM-09, DM-19.
 */
const guarantee: Guarantee = {
  id: 'readers-resume',
  title: 'Readers resume after heal',
  text: 'Within the recovery time that the subject claims after every heal, reads succeed again at every instance, and without a fault they never stop.',
  source: { document: 'facts/domain.md', heading: 'Timing that follows' },
  rules: ['DG-04', 'DG-05', 'DG-07', 'DG-08', 'RG-19'],
  level: 'MUST',
  kind: 'liveness',
  system: 'any',
  needs: [],
  exercisedBy: ['kill', 'pause-long', 'site-dark', 'database-restart', 'database-failover', 'link-stall'],
  check: (context) => resumed(context, 'read'),
};
export default guarantee;
