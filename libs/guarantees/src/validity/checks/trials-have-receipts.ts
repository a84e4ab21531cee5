import type { JudgeContext } from '../../guarantee.ts';
import { sound, unsound } from '../validity-check.ts';
import type { ValidityCheck, ValidityLine } from '../validity-check.ts';

/** Planned = reported trials, and each of them applied, bit and healed, by receipts (HR-01, HX-M1, HX-M2, HX-M9). */
export default function trialsHaveReceipts(context: JudgeContext): ValidityCheck {
  return {
    on: {},
    finish(measured) {
      const lines: ValidityLine[] = [];
      const planned = context.plan.trials.reduce((sum, trial) => sum + 1 + trial.together.length, 0);
      if (measured.trials.length !== planned)
        lines.push(
          unsound('receipts', `${planned} faults were planned, ${measured.trials.length} are reported.`),
        );
      for (const trial of measured.trials) {
        if (trial.state === 'tested' || trial.state === 'n/a') continue;
        lines.push(
          unsound(
            'receipts',
            `Trial ${trial.trial}, ${trial.fault} on ${trial.target}: ${trial.reason ?? trial.state}.`,
          ),
        );
      }
      return lines.length > 0
        ? lines
        : [sound('receipts', `All ${planned} faults were applied, bit and healed.`)];
    },
  };
}
