import type { JudgeContext } from '../../guarantee.ts';
import { sound, unsound } from '../validity-check.ts';
import type { ValidityCheck } from '../validity-check.ts';

/** The run came to its end by itself: the runner's last phase is recorded. A killed or interrupted harness left half a story. */
export default function harnessComplete(context: JudgeContext): ValidityCheck {
  let ended = false;
  let last = 'none';
  return {
    on: {
      phase(record) {
        last = record.phase;
        if (record.phase === 'end') ended = true;
      },
    },
    finish: () => [
      ended
        ? sound('harness', 'The run came to its end.')
        : unsound(
            'harness',
            `The run did not come to its end (last phase: ${last}). Run it again${context.plan.seed ? ` with seed ${context.plan.seed}` : ''}.`,
          ),
    ],
  };
}
