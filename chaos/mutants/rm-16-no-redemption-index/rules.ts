import { soundRules, type ExecutionRules } from '@plimsoll/rollup/execution-rules';

/** RM-16: every index may be redeemed, whatever the account has redeemed before. Breaks RG-09: greater than the index stored. */
export const rules: ExecutionRules = { ...soundRules, judgeRedemption: () => undefined };
