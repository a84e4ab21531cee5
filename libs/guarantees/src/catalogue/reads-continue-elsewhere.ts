import type { Guarantee } from '../guarantee.ts';
import { continued } from '../liveness/continued.ts';

/** Convicts DM-05, DM-09, DM-18, and whatever makes one instance's loss everybody's. Clock faults are another guarantee's. */
const guarantee: Guarantee = {
  id: 'reads-continue-elsewhere',
  title: 'Reads go on at instances that a fault does not touch',
  text: 'While one instance, link or site is down, reads at the others stand still for no longer than claimed: the take-over time after a process died, the host-lost time otherwise.',
  source: { document: 'facts/domain.md', heading: 'Timing that follows' },
  rules: ['DG-07', 'DG-06', 'RG-19'],
  level: 'MUST',
  kind: 'liveness',
  system: 'any',
  needs: [],
  exercisedBy: ['kill', 'site-dead', 'site-dark', 'pause-long', 'link-stall', 'database-stalled'],
  check: (context) => continued(context, 'read', (fault) => fault.class !== 'clock'),
};
export default guarantee;
