import { connect } from 'node:net';
import type { ConformanceEndpoint } from '../target.ts';
import type { Reply } from './reply.ts';

/**
 * Writes bytes that no HTTP client would write and reads until the other side closes, a whole reply is there, or
 * `withinMs` passed. `null` when nothing came: the connection was closed, or nobody answered.
 */
export async function rawExchange(
  endpoint: ConformanceEndpoint,
  asked: string,
  head: string | Buffer,
  withinMs: number,
): Promise<{ readonly reply: Reply | null; readonly closed: boolean; readonly tookMs: number }> {
  const started = performance.now();
  const socket = connect(endpoint.port, endpoint.host);
  const parts: Buffer[] = [];
  let closed = false;
  const finished = new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, withinMs);
    const done = (): void => {
      clearTimeout(timer);
      resolve();
    };
    socket.on('data', (data) => {
      parts.push(data);
      if (parse(asked, Buffer.concat(parts)) !== null) done();
    });
    for (const event of ['error', 'close', 'end'] as const)
      socket.on(event, () => {
        closed = true;
        done();
      });
  });
  socket.write(head);
  await finished;
  socket.destroy();
  const tookMs = performance.now() - started;
  return { reply: parse(asked, Buffer.concat(parts)), closed, tookMs };
}

/** A whole reply with a content-length, or null while it is not complete. */
function parse(asked: string, bytes: Buffer): Reply | null {
  const end = bytes.indexOf('\r\n\r\n');
  if (end < 0) return null;
  const [first = '', ...lines] = bytes.subarray(0, end).toString('latin1').split('\r\n');
  const headers = Object.fromEntries(
    lines.map((line) => [line.split(':')[0]!.toLowerCase(), line.slice(line.indexOf(':') + 1).trim()]),
  );
  const chunked = headers['transfer-encoding'] === 'chunked';
  const body = bytes.subarray(end + 4).toString('utf8');
  const complete = chunked
    ? body.endsWith('0\r\n\r\n')
    : bytes.length - end - 4 >= Number(headers['content-length'] ?? 0);
  if (!complete) return null;
  const text = chunked
    ? body
        .split('\r\n')
        .filter((_, index) => index % 2 === 1)
        .join('')
    : body;
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    json = undefined;
  }
  return { asked, status: Number(first.split(' ')[1]), headers, text, json };
}
