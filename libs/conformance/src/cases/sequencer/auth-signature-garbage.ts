import type { ConformanceCase } from '../../case.ts';
import { challengeFor, tokenFor } from '../../exchange/login.ts';
import { expectError } from '../../expectation.ts';

export default {
  id: 'auth-signature-garbage',
  title: 'What is no signature is refused as a failed challenge',
  text: 'A signature that is empty, too short, no base64, or 64 zero bytes: CHALLENGE_FAILED, not an internal error.',
  covers: ['DC-42'],
  level: 'MUST',
  scope: 'each',
  async check(context) {
    for (const signature of ['', 'aGk=', 'not base64!', '\u00e9', Buffer.alloc(64).toString('base64')]) {
      const challenge = await challengeFor(context, context.alice);
      const reply = await tokenFor(context, context.alice, challenge, { signature });
      expectError(reply, 'CHALLENGE_FAILED', `The signature \`${signature}\``);
    }
    return 'garbage for a signature is refused';
  },
} satisfies ConformanceCase;
