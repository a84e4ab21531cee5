import type { ConformanceCase } from '../../case.ts';
import { expectError } from '../../expectation.ts';

export default {
  id: 'auth-no-token',
  title: 'Nothing is served without a token',
  text: 'Send, subscribe and every claimed endpoint without the header, with another scheme and with an empty token: UNAUTHENTICATED.',
  covers: ['DC-42', 'DC-07'],
  level: 'MUST',
  scope: 'each',
  async check(context) {
    const send = { sender: context.alice, messageId: 'm', maxSequencingTimeMicros: 0, envelopes: [] };
    const calls: { method: string; path: string; body?: unknown }[] = [
      { method: 'POST', path: '/v1/send', body: send },
      { method: 'GET', path: '/v1/subscribe' },
    ];
    if (context.claims('acknowledge'))
      calls.push({ method: 'POST', path: '/v1/acknowledge', body: { timestampMicros: 1 } });
    if (context.claims('time')) calls.push({ method: 'GET', path: '/v1/time' });
    if (context.claims('pruning')) calls.push({ method: 'GET', path: '/v1/bounds' });
    for (const call of calls)
      for (const headers of [{}, { authorization: 'Basic YWxpY2U6' }, { authorization: 'Bearer' }])
        expectError(
          await context.call({ ...call, headers }),
          'UNAUTHENTICATED',
          `${call.method} ${call.path} with ${JSON.stringify(headers)}`,
        );
    return `${calls.length} endpoints refuse to serve without a token`;
  },
} satisfies ConformanceCase;
