import { gzipSync } from 'node:zlib';
import { operatorLimits } from '@plimsoll/interface/operator/limits';
import type { Call } from '../../exchange/call.ts';
import type { Draw } from '../../fuzz/draw.ts';
import { spoiled } from '../../fuzz/spoil.ts';
import { spoiledParams } from './spoiled-params.ts';

/** A request of the fuzzer. */
export interface HostileCall {
  readonly call: Call;
  /** What is wrong with it lies outside of the body: it may be refused by HTTP status, or served all the same. */
  readonly beyondBody: boolean;
}

/** Methods that nobody serves: names of properties that every object has, of other interfaces, and near misses. */
const strangeMethods: readonly string[] = [
  'constructor',
  'toString',
  '__proto__',
  'hasOwnProperty',
  '',
  'pazkp_',
  'PAZKP_getAccountNonce',
  'pazkp_getAccountNonce\u0000',
  'pazkp_getAccountNonce ',
  'rpc.discover',
  'eth_sendRawTransaction',
  'x'.repeat(100_000),
];

/** Draws one request to a method, of which these are well-formed parameters: sometimes in order, mostly spoiled in one way. */
export function hostileCall(method: string, params: readonly unknown[], draw: Draw): HostileCall {
  const id = draw.of([1, 0, -7, 1.5, 2 ** 53, 'text', '', '\u0000', 'ü'.repeat(1000)]);
  const good = { jsonrpc: '2.0', id, method, params };
  const bytes = (body: unknown): HostileCall => ofBytes(JSON.stringify(body));
  switch (draw.below(10)) {
    case 0:
      return { call: tampered(JSON.stringify(good), draw), beyondBody: true };
    case 1:
      return bytes(good);
    case 2:
      return bytes(draw.chance(0.5) ? spoiled(good, draw) : { ...good, method: draw.of(strangeMethods) });
    case 3:
      return bytes(arrayOf(good, draw));
    case 4:
      return ofBytes(brokenBytes(Buffer.from(JSON.stringify(good)), good, draw));
    default:
      return bytes({ ...good, params: spoiledParams(params, draw) });
  }
}

const ofBytes = (bytes: Buffer | string): HostileCall => ({
  call: { method: 'POST', path: '/', bytes },
  beyondBody: false,
});

/** Arrays of calls: too many, none, nested, with strangers among them, with ids that come twice, with calls that want no answer. */
function arrayOf(good: object, draw: Draw): unknown {
  const { batchCallsMax } = operatorLimits;
  const silent = { ...good, id: undefined };
  return draw.of([
    () => [],
    () => [good, 7, null, [], 'text', { ...good, id: {} }],
    () => [[good]],
    () => [silent, silent],
    () => [good, silent, spoiled(good, draw)],
    () => Array.from({ length: 20 }, (_, id) => ({ ...good, id })),
    () => Array.from({ length: 1 + draw.below(8) }, () => spoiled(good, draw)),
    () => Array.from({ length: batchCallsMax + 1 }, (_, id) => ({ ...good, id })),
    () => Array.from({ length: 5_000 }, () => 1),
  ])();
}

/** Bytes that are no JSON, or JSON as nobody writes it. */
function brokenBytes(bytes: Buffer, good: object, draw: Draw): Buffer {
  const at = draw.below(bytes.length + 1);
  const noise = Buffer.from(Array.from({ length: 1 + draw.below(8) }, () => draw.below(256)));
  const deep = 20_000;
  const padding = operatorLimits.bodyBytesMax - bytes.length;
  return draw.of([
    () => bytes.subarray(0, at),
    () => Buffer.concat([bytes.subarray(0, at), noise, bytes.subarray(at)]),
    () => Buffer.concat([bytes, bytes]),
    () => noise,
    () => Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), bytes]),
    () => Buffer.from(bytes.toString('utf8'), 'utf16le'),
    () => Buffer.from('['.repeat(50_000)),
    () => Buffer.from('['.repeat(deep) + ']'.repeat(deep)),
    () =>
      Buffer.from(
        JSON.stringify({ ...good, params: 0 }).replace(/0\}$/, `${'['.repeat(deep)}${']'.repeat(deep)}}`),
      ),
    () => Buffer.from(JSON.stringify({ ...good, params: 0 }).replace(/0\}$/, `[${'9'.repeat(5_000)}]}`)),
    () => Buffer.concat([bytes, Buffer.alloc(draw.of([padding, padding + 1, 2 * padding]), ' ')]),
  ])();
}

/** Everything but the body: HTTP method, path, content type, encoding, headers. */
function tampered(body: string, draw: Draw): Call {
  const base: Call = { method: 'POST', path: '/', bytes: body };
  return draw.of([
    () => ({ ...base, method: draw.of(['PUT', 'DELETE', 'PATCH', 'OPTIONS', 'TRACE']) }),
    () => ({ method: 'GET', path: '/' }),
    () => ({
      ...base,
      path: draw.of(['/?x=1', '//', '/%00', '/;x=1', '/rpc', '/health', `/${'y'.repeat(4000)}`]),
    }),
    () => ({
      ...base,
      contentType: draw.of([
        'text/plain',
        'application/json; charset=utf-16',
        'multipart/form-data',
        '',
        '/',
      ]),
    }),
    () => ({ ...base, contentType: null }),
    () => ({
      ...base,
      bytes: gzipSync(body),
      headers: { 'content-encoding': draw.of(['gzip', 'br', 'zstd', 'identity, gzip']) },
    }),
    () => ({ ...base, headers: { 'x-forwarded-for': '\u00ff'.repeat(2000), cookie: 'a='.repeat(2000) } }),
  ])();
}
