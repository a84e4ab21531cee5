import type { Dialect } from './dialect.ts';
import { operatorDialect } from './operator-dialect.ts';
import { sequencerDialect } from './sequencer-dialect.ts';

const dialects = { sequencer: sequencerDialect, operator: operatorDialect } as const;

/** The dialect of a system. */
export function dialectOf(system: keyof typeof dialects): Dialect {
  return dialects[system];
}
