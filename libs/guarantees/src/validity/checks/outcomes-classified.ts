import type { CallEnvelope } from '@plimsoll/history/record';
import { errorTable } from '../../evidence/error-table.ts';
import type { JudgeContext } from '../../guarantee.ts';
import { sound, unsound } from '../validity-check.ts';
import type { ValidityCheck, ValidityLine } from '../validity-check.ts';

/** A client of ours called an outcome definite that the error table does not: its sends would be booked wrongly (HX-M10). */
export default function outcomesClassified(context: JudgeContext): ValidityCheck {
  const table = errorTable(context.system);
  let wrong: ValidityLine | undefined;
  let calls = 0;
  const look = (record: CallEnvelope & { readonly status?: string }): void => {
    calls += 1;
    if (record.outcome !== 'fail' || wrong !== undefined) return;
    const { code = '' } = record;
    // Nothing was sent; or sequenced, as a rejection: both certain without the table.
    if (code === 'NOT_SENT' || record.status === 'rejected' || table.isDefinite(code)) return;
    wrong = unsound(
      'classification',
      `The client booked "${code || 'no code'}" as a definite failure; the error table does not call it that.`,
      [context.position()],
    );
  };
  return {
    on: { send: look, operation: look, acknowledge: look, time: look, bounds: look, intrusion: look },
    finish: () => [
      wrong ??
        sound('classification', `The outcomes of ${calls} calls are booked as the error table has them.`),
    ],
  };
}
