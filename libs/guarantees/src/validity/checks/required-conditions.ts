import type { JudgeContext } from '../../guarantee.ts';
import { sound, unsound } from '../validity-check.ts';
import type { ValidityCheck } from '../validity-check.ts';

/** Conditions that the scenario requires did happen at least once (HR-12); else it did not test what it is for. */
export default function requiredConditions(context: JudgeContext): ValidityCheck {
  return {
    on: {},
    finish(measured) {
      const unmet = measured.sometimes.filter((each) => each.required && each.hits === 0);
      if (unmet.length === 0)
        return [
          sound(
            'conditions',
            `All ${context.plan.scenario.required?.length ?? 0} required conditions were met.`,
          ),
        ];
      return unmet.map((each) =>
        unsound(
          'conditions',
          `The scenario requires "${each.id}" (${each.text}), which did not happen.`,
          [],
          'INCONCLUSIVE',
        ),
      );
    },
  };
}
