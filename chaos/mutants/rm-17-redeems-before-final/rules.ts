import { soundRules, type ExecutionRules } from '@plimsoll/rollup/execution-rules';

/** RM-17: every order counts as final. Breaks RG-09: only what no reorganisation can undo. */
export const rules: ExecutionRules = { ...soundRules, isOrderFinal: () => true };
