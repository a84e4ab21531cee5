import type { ErrorBody } from '@plimsoll/interface/outcome/outcome';
import { sequencerErrors } from '@plimsoll/interface/sequencer/errors';
import { sendLimits } from '@plimsoll/interface/sequencer/send';
import type { Dialect } from './dialect.ts';

/** These change something that must not be done twice; all else may be repeated. */
const notRepeatable = new Set(['/v1/send', '/v1/auth/token']);

/** The sequencer: paths under /v1, errors by status and code, a subscription that streams. */
export const sequencerDialect: Dialect = {
  bodyMaxBytes: sendLimits.bodyMaxBytes,
  judgePath: (path) => (path.startsWith('/v1/') ? 'forward' : 'NOT_FOUND'),
  isStream: (path) => path === '/v1/subscribe',
  // A node that cannot write has lost its index: what it shows would stand still.
  isRead: () => false,
  isRepeatable: (path) => !notRepeatable.has(path),
  refusedAs: (status, body) => (status === 503 ? codeIn(body) : undefined),
  leavesDoubt: () => false,
  // What must not be done twice is never tried twice.
  isDoubtfulAfterLoss: () => false,
  errorReply: (code, message) => {
    const row = sequencerErrors.find((each) => each.code === code);
    const body: ErrorBody = { error: { code, message: message ?? row?.description ?? code } };
    return { status: row?.httpStatus ?? 500, body: JSON.stringify(body) };
  },
};

function codeIn(body: Buffer): string {
  try {
    return String((JSON.parse(body.toString()) as { error?: { code?: unknown } }).error?.code);
  } catch {
    return '';
  }
}
