import type { Guarantee } from '../guarantee.ts';
import { continued } from '../liveness/continued.ts';

/**
 * One wrong clock takes out its own node at most. Apart from the other bounds because the original design does not promise it: a
 * profile that is faithful to it may be exempt. Convicts DM-11, DM-15.
 */
const guarantee: Guarantee = {
  id: 'clock-fault-spares-others',
  title: 'A wrong clock does not stop the others',
  text: 'While the clock of one instance is wrong, reads and writes at the others stand still for no longer than the claimed host-lost time.',
  source: { document: 'facts/domain.md', heading: 'Timing that follows' },
  rules: ['DG-07', 'DG-08'],
  level: 'MUST',
  kind: 'liveness',
  system: 'any',
  needs: [],
  exercisedBy: ['clock-forward', 'clock-back', 'clock-drift', 'clock-wrong-at-start'],
  check(context) {
    const reads = continued(context, 'read', (fault) => fault.class === 'clock');
    const writes = continued(context, 'write', (fault) => fault.class === 'clock');
    return {
      on: {},
      finish() {
        const [read, write] = [reads.finish(), writes.finish()];
        const worse = read.verdict === 'FAIL' || write.verdict === 'NOT_TESTED' ? read : write;
        return {
          ...worse,
          checked: read.checked + write.checked,
          violations: read.violations + write.violations,
          witnesses: [...read.witnesses, ...write.witnesses].slice(0, 3),
        };
      },
    };
  },
};
export default guarantee;
