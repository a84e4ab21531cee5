import { gzipSync } from 'node:zlib';
import type { ConformanceCase } from '../../case.ts';
import { expectError } from '../../expectation.ts';

export default {
  id: 'http-media-type',
  title: 'Only plain JSON in UTF-8 is taken',
  text: 'A valid send as text, as a form, without a type, in another character set, or compressed: UNSUPPORTED_MEDIA_TYPE. With `; charset=utf-8` it is taken.',
  covers: [],
  level: 'MUST',
  scope: 'each',
  async check(context) {
    const session = await context.session(context.alice);
    const send = (): string =>
      JSON.stringify({
        sender: context.alice,
        messageId: context.messageId('media-type'),
        maxSequencingTimeMicros: context.farMicros(),
        envelopes: [],
      });
    const call = { method: 'POST', path: '/v1/send' };
    for (const contentType of [
      'text/plain',
      'application/x-www-form-urlencoded',
      'application/xml',
      'application/json; charset=iso-8859-1',
      null,
    ])
      expectError(
        await session.call({ ...call, bytes: Buffer.from(send()), contentType }),
        'UNSUPPORTED_MEDIA_TYPE',
        `A send with content-type ${contentType}`,
      );
    for (const encoding of ['gzip', 'br', 'deflate'])
      expectError(
        await session.call({ ...call, bytes: gzipSync(send()), headers: { 'content-encoding': encoding } }),
        'UNSUPPORTED_MEDIA_TYPE',
        `A send with content-encoding ${encoding}`,
      );
    const plain = await session.call({
      ...call,
      bytes: send(),
      contentType: 'application/json; charset=utf-8',
    });
    if (plain.status !== 202) expectError(plain, 'never', 'A send with charset=utf-8');
    return 'other media types and encodings refused';
  },
} satisfies ConformanceCase;
