import { operatorErrors } from '@plimsoll/interface/operator/errors';
import type { ErrorDescriptor } from '@plimsoll/interface/outcome/outcome';
import { sequencerErrors } from '@plimsoll/interface/sequencer/errors';
import { sequencerEventErrors } from '@plimsoll/interface/sequencer/event-errors';

/** What a system's error table says of a code. */
export interface ErrorTable {
  /** HTTP status that carries a code; undefined for a code that is not in the table. */
  statusOf(code: string): number | undefined;
  /** Whether a caller may conclude that nothing happened. */
  isDefinite(code: string): boolean;
}

const tables: Readonly<Record<string, ErrorTable>> = {
  sequencer: tableOf(sequencerErrors, sequencerEventErrors),
  operator: tableOf(operatorErrors),
};

/** The error table of a system by its name. */
export function errorTable(system: string): ErrorTable {
  return tables[system] ?? tableOf([]);
}

/** Only rows of the first table can be definite: the other is of codes that stand in events. */
function tableOf(
  errors: readonly ErrorDescriptor[],
  others: readonly Pick<ErrorDescriptor, 'code' | 'httpStatus'>[] = [],
): ErrorTable {
  const statuses = new Map([...errors, ...others].map(({ code, httpStatus }) => [code, httpStatus]));
  const definite = new Set(
    errors.filter(({ certainty }) => certainty === 'definite').map(({ code }) => code),
  );
  return { statusOf: (code) => statuses.get(code), isDefinite: (code) => definite.has(code) };
}
