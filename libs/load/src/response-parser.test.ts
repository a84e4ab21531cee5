import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Parsed, ResponseParser } from './response-parser.ts';

/** Feeds the bytes in pieces of these sizes; then the end of the connection, if wanted. */
function parse(bytes: Buffer, sizes: readonly number[], ends = false): Parsed {
  const parser = new ResponseParser();
  for (let at = 0, n = 0; at < bytes.length; n += 1) {
    const size = sizes[n % sizes.length] as number;
    const parsed = parser.push(Buffer.from(bytes.subarray(at, at + size)));
    if (parsed !== 'more') return parsed;
    at += size;
  }
  return ends ? parser.end() : 'more';
}

const chunked = (text: string, size: number): string => {
  const bytes = Buffer.from(text);
  const parts: Buffer[] = [];
  for (let at = 0; at < bytes.length; at += size) {
    const part = bytes.subarray(at, at + size);
    parts.push(Buffer.from(`${part.length.toString(16)}\r\n`), part, Buffer.from('\r\n'));
  }
  return Buffer.concat([...parts, Buffer.from('0\r\n\r\n')]).toString('latin1');
};

test('a response is read whole, however it is framed and cut', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'grapheme', maxLength: 200 }),
      fc.constantFrom('length', 'chunked', 'close'),
      fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1 }),
      fc.boolean(),
      (text, framing, sizes, interim) => {
        const body = Buffer.from(text).toString('latin1');
        const head =
          framing === 'length'
            ? `Content-Length: ${Buffer.byteLength(text)}\r\n`
            : framing === 'chunked'
              ? 'Transfer-Encoding: chunked\r\n'
              : '';
        const bytes = Buffer.from(
          `${interim ? 'HTTP/1.1 100 Continue\r\n\r\n' : ''}HTTP/1.1 202 Accepted\r\nPlimsoll-Instance: node-1\r\n${head}\r\n${framing === 'chunked' ? chunked(text, 7) : body}`,
          'latin1',
        );
        expect(parse(bytes, sizes, framing === 'close')).toEqual({
          status: 202,
          servedBy: 'node-1',
          text,
          reusable: framing !== 'close',
        });
      },
    ),
  );
});

test.each([
  ['no HTTP', 'SSH-2.0-OpenSSH\r\n\r\n'],
  ['HTTP/2', 'HTTP/2 200 OK\r\n\r\n'],
  ['no status', 'HTTP/1.1 OK\r\n\r\n'],
  ['a head without end', `HTTP/1.1 200 OK\r\nx: ${'y'.repeat(70_000)}`],
  ['a body that states too much', 'HTTP/1.1 200 OK\r\ncontent-length: 99999999\r\n\r\n'],
  ['a chunk without size', 'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n'],
  [
    'a chunk longer than it says',
    'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n1\r\nabc\r\n0\r\n\r\n',
  ],
])('%s is garbage', (_, text) => {
  expect(parse(Buffer.from(text), [1000])).toBe('garbage');
});

test('a response cut short is garbage at the end of the connection, never a shorter response', () => {
  const whole = [
    'HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\nhello',
    'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n',
  ];
  for (const text of whole) {
    for (let length = 0; length < text.length; length += 1) {
      expect(parse(Buffer.from(text.slice(0, length)), [1000], true), String(length)).toMatch(/garbage/);
    }
  }
});

test('a connection is used again only if the server keeps it and sent nothing more', () => {
  const reusable = (text: string): unknown =>
    (parse(Buffer.from(text), [1000]) as { reusable?: boolean }).reusable;
  expect(reusable('HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok')).toBe(true);
  expect(reusable('HTTP/1.1 200 OK\r\nConnection: close\r\ncontent-length: 2\r\n\r\nok')).toBe(false);
  expect(reusable('HTTP/1.0 200 OK\r\ncontent-length: 2\r\n\r\nok')).toBe(false);
  expect(reusable('HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok and more')).toBe(false);
  expect(reusable('HTTP/1.1 204 No Content\r\n\r\n')).toBe(true);
});
