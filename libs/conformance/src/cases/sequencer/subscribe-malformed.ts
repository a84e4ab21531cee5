import type { ConformanceCase } from '../../case.ts';
import { expectError } from '../../expectation.ts';

const positions = ['-1', '1.5', 'abc', '', '9007199254740992', '1e3', '0x10', '%00', 'null'];

export default {
  id: 'subscribe-malformed',
  title: 'A position that is none is refused',
  text: 'Negative, broken, too large, empty or no numbers as `from`, or `from` given twice: MALFORMED_REQUEST.',
  covers: [],
  level: 'MUST',
  scope: 'each',
  async check(context) {
    const session = await context.session(context.alice);
    for (const query of [...positions.map((position) => `from=${position}`), 'from=1&from=2'])
      expectError(
        await session.call({ method: 'GET', path: `/v1/subscribe?${query}` }),
        'MALFORMED_REQUEST',
        `GET /v1/subscribe?${query}`,
      );
    return `${positions.length + 1} malformed positions refused`;
  },
} satisfies ConformanceCase;
