import type { ConformanceCase } from '../../case.ts';
import { expectError } from '../../expectation.ts';

const bodies: readonly unknown[] = [
  {},
  { timestampMicros: -1 },
  { timestampMicros: 1.5 },
  { timestampMicros: '1' },
  { timestampMicros: null },
  { timestampMicros: 2 ** 53 },
  { timestampMicros: 1, member: 'bob' },
  [1],
  1,
];

export default {
  id: 'acknowledge-malformed',
  title: 'A malformed acknowledgement is refused as such',
  text: 'Every rule of the schema of /v1/acknowledge is broken once: MALFORMED_REQUEST.',
  covers: ['DC-43'],
  level: 'MUST',
  scope: 'each',
  capability: 'acknowledge',
  async check(context) {
    const session = await context.session(context.bob);
    for (const body of bodies) {
      const bytes = JSON.stringify(body);
      const reply = await session.call({ method: 'POST', path: '/v1/acknowledge', bytes });
      expectError(reply, 'MALFORMED_REQUEST', `An acknowledgement ${bytes}`);
    }
    return `${bodies.length} malformed acknowledgements refused`;
  },
} satisfies ConformanceCase;
