import type { ConformanceCase } from '../../case.ts';
import { rawExchange } from '../../exchange/raw-exchange.ts';
import { expect } from '../../expectation.ts';
import { describeReply } from '../../exchange/reply.ts';

const garbage: readonly (readonly [string, string | Buffer])[] = [
  ['bytes that are no HTTP', Buffer.from([0, 255, 1, 254, 13, 10, 13, 10])],
  ['a TLS greeting', Buffer.from('16030100050100000100', 'hex')],
  ['a version that does not exist', 'GET /health HTTP/9.9\r\nhost: t\r\n\r\n'],
  ['a header without a colon', 'GET /health HTTP/1.1\r\nhost test\r\n\r\n'],
  [
    'a negative content-length',
    'POST /v1/send HTTP/1.1\r\nhost: t\r\ncontent-type: application/json\r\ncontent-length: -5\r\n\r\n',
  ],
  [
    'two content-lengths',
    'POST /v1/send HTTP/1.1\r\nhost: t\r\ncontent-type: application/json\r\ncontent-length: 2\r\ncontent-length: 4\r\n\r\n{}{}',
  ],
  [
    'a chunk size that is no number',
    'POST /v1/send HTTP/1.1\r\nhost: t\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n',
  ],
  ['64 KiB of headers', `GET /health HTTP/1.1\r\nhost: t\r\nx: ${'y'.repeat(65_536)}\r\n\r\n`],
];

export default {
  id: 'http-garbage',
  title: 'What is no HTTP does no harm',
  text: 'Broken requests on raw connections: each is answered with a 4xx, or the connection is closed, within 15 s; afterwards the endpoint is as ready as before.',
  covers: [],
  level: 'MUST',
  scope: 'each',
  slow: true,
  async check(context) {
    for (const [what, bytes] of garbage) {
      const { reply, closed } = await rawExchange(context.endpoint, what, bytes, 15_000);
      expect(reply !== null || closed, `After ${what}: neither an answer nor an end within 15 s.`);
      if (reply !== null)
        expect(reply.status >= 400 && reply.status < 500, `${what} is answered with ${reply.status}.`, [
          describeReply(reply),
        ]);
    }
    const ready = await context.call({ method: 'GET', path: '/health/ready' });
    expect(ready.status === 200, 'After broken requests it is not ready any more.', [describeReply(ready)]);
    return `${garbage.length} broken requests, no harm done`;
  },
} satisfies ConformanceCase;
