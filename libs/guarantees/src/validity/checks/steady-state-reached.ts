import { faultTrials } from '../../evidence/fault-trials.ts';
import type { JudgeContext } from '../../guarantee.ts';
import { sound, unsound } from '../validity-check.ts';
import type { ValidityCheck } from '../validity-check.ts';

/** The subject was in steady state before the first fault: else nothing that follows can be laid to a fault. */
export default function steadyStateReached(context: JudgeContext): ValidityCheck {
  // What has to refuse its start has none.
  if (context.plan.scenario.expects !== undefined) return { on: {}, finish: () => [] };
  const trials = context.evidence(faultTrials);
  let missing = '';
  return {
    on: {
      note(record) {
        if (record.about !== 'steady' || record.values['reached'] === true || missing !== '') return;
        const list = record.values['missing'];
        missing = Array.isArray(list) ? list.slice(0, 5).join('; ') : 'no reason recorded';
      },
    },
    finish() {
      if (trials.loadMicros < Infinity)
        return [sound('steady', 'Steady state was reached before the first fault.')];
      return [
        unsound(
          'steady',
          `Steady state was not reached, so no fault was tried: ${missing || 'the run did not get that far'}.`,
        ),
      ];
    },
  };
}
