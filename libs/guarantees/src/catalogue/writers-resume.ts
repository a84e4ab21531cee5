import type { Guarantee } from '../guarantee.ts';
import { resumed } from '../liveness/resumed.ts';

/**
 * At every node and gateway sends are answered again within the claimed recovery time after every heal, and in quiet time never
 * stops. Convicts DM-20, DM-41.
 */
const guarantee: Guarantee = {
  id: 'writers-resume',
  title: 'Writers resume after heal',
  text: 'Within the recovery time that the subject claims after every heal, writes succeed again at every instance, and without a fault they never stop.',
  source: { document: 'facts/domain.md', heading: 'Timing that follows' },
  rules: ['DG-02', 'DG-08', 'RG-19'],
  level: 'MUST',
  kind: 'liveness',
  system: 'any',
  needs: [],
  exercisedBy: ['kill', 'pause-long', 'site-dark', 'database-restart', 'database-failover', 'link-stall'],
  check: (context) => resumed(context, 'write'),
};
export default guarantee;
