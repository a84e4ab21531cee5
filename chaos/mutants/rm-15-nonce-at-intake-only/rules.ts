import { soundRules, type ExecutionRules } from '@plimsoll/rollup/execution-rules';

/** RM-15: only a nonce that is too high is objected to. Breaks RG-06: once for an account and a nonce. */
export const rules: ExecutionRules = {
  ...soundRules,
  judgeNonce: (nonce, stored) =>
    nonce > stored + 1 ? { kind: 'waits', reason: 'NONCE_TOO_HIGH' } : undefined,
};
