import { soundRules, type ExecutionRules } from '@plimsoll/rollup/execution-rules';

/** RM-27: every account is its own. Breaks RG-20: an operator touches its own accounts only. */
export const rules: ExecutionRules = { ...soundRules, managesAccount: () => true };
