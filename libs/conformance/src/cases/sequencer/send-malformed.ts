import type { ConformanceCase } from '../../case.ts';
import { describeReply } from '../../exchange/reply.ts';
import { errorOf } from '../../expectation.ts';
import { brokenBodies, malformedSends } from '../../malformed-sends.ts';
import { Violation } from '../../violation.ts';

export default {
  id: 'send-malformed',
  title: 'Every malformed send is refused as such',
  text: 'Each rule of the schema of /v1/send is broken once, and JSON itself in several ways: MALFORMED_REQUEST every time. No value is converted, no unknown field dropped.',
  covers: [],
  level: 'MUST',
  scope: 'each',
  async check(context) {
    const session = await context.session(context.alice);
    const valid = {
      sender: context.alice,
      messageId: 'malformed',
      maxSequencingTimeMicros: 0,
      envelopes: [],
    };
    const wrong: string[] = [];
    const bodies = [
      ...malformedSends.map(([what, change]) => [what, JSON.stringify(change(valid))] as const),
      ...brokenBodies,
    ];
    for (const [what, bytes] of bodies) {
      const reply = await session.call({ method: 'POST', path: '/v1/send', bytes });
      const found = errorOf(reply);
      if (!('code' in found) || found.code !== 'MALFORMED_REQUEST')
        wrong.push(`${what}: ${describeReply(reply)}`);
    }
    if (wrong.length > 0)
      throw new Violation(
        `${wrong.length} of ${bodies.length} malformed sends are not refused as MALFORMED_REQUEST; the first: ${wrong[0]!.split(':')[0]}.`,
        wrong,
      );
    return `${bodies.length} malformed sends refused`;
  },
} satisfies ConformanceCase;
