import { gzipSync } from 'node:zlib';
import { Check } from 'typebox/value';
import type { Operation } from '@plimsoll/interface/sequencer/operations';
import type { Call } from '../exchange/call.ts';
import type { Draw } from './draw.ts';
import { spoiled } from './spoil.ts';
import { validValue, type Schema } from './valid-value.ts';

/** A request of the fuzzer. */
export interface HostileRequest {
  readonly call: Call;
  /** Whether the schema allows the body (or query) and nothing else was tampered with; null: cannot be said. */
  readonly valid: boolean | null;
}

/** Draws one request to an operation: sometimes valid, mostly spoiled in one way. `token` is a good one; `hints` are values by field name that get
 * past the first checks. */
export function hostileRequest(
  operation: Operation,
  draw: Draw,
  names: readonly string[],
  hints: Readonly<Record<string, unknown>>,
  token: string | undefined,
): HostileRequest {
  const base: Call = {
    method: operation.method,
    path: operation.path,
    ...(token === undefined ? {} : { token }),
  };
  const kind = draw.below(10);
  if (kind === 0) return { call: tampered(operation, base, draw, names), valid: null };
  if (operation.request === undefined) return withQuery(operation, base, draw);
  const good = validValue(operation.request as Schema, draw, names) as Record<string, unknown>;
  for (const [name, value] of Object.entries(hints)) if (name in good && draw.chance(0.8)) good[name] = value;
  if (kind <= 2) return withBody(operation, base, good);
  if (kind <= 7)
    return withBody(
      operation,
      base,
      draw.chance(0.2) ? spoiled(spoiled(good, draw), draw) : spoiled(good, draw),
    );
  return { call: { ...base, bytes: brokenBytes(Buffer.from(JSON.stringify(good)), draw) }, valid: null };
}

function withBody(operation: Operation, base: Call, body: unknown): HostileRequest {
  const bytes = JSON.stringify(body);
  // What arrives is what JSON made of it: a lone surrogate stays, undefined goes.
  return {
    call: { ...base, bytes },
    valid: Check(operation.request!, JSON.parse(bytes)) && bytes.length < 1_000_000,
  };
}

function withQuery(operation: Operation, base: Call, draw: Draw): HostileRequest {
  if (operation.query === undefined)
    return {
      call: { ...base, path: base.path + draw.of(['', '?', '?x=1', '?%00', `?${'y'.repeat(4000)}`]) },
      valid: null,
    };
  const value = draw.of([
    '0',
    '1',
    '9007199254740991',
    '9007199254740992',
    '-1',
    '1.5',
    '',
    'x',
    '1e3',
    '%00',
    '%ff',
    '0x1',
    ' 1',
    '\u0661'.normalize(),
    '1'.repeat(300),
  ]);
  const path = `${base.path}?${operation.query.name}=${encodeURI(value)}`;
  return { call: { ...base, path }, valid: /^(0|1|9007199254740991)$/.test(value) };
}

function brokenBytes(bytes: Buffer, draw: Draw): Buffer {
  const at = draw.below(bytes.length + 1);
  const noise = Buffer.from(Array.from({ length: 1 + draw.below(8) }, () => draw.below(256)));
  return draw.of([
    () => bytes.subarray(0, at),
    () => Buffer.concat([bytes.subarray(0, at), noise, bytes.subarray(at)]),
    () => Buffer.concat([bytes, bytes]),
    () => noise,
    () => Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), bytes]),
    () => Buffer.from('['.repeat(50_000)),
    () => Buffer.from(`{"a":${'9'.repeat(5_000)}}`),
    () => Buffer.from(bytes.toString('utf8'), 'utf16le'),
  ])();
}

/** Everything but the body: method, path, headers, token. */
function tampered(operation: Operation, base: Call, draw: Draw, names: readonly string[]): Call {
  const withBodyOf = (call: Call): Call =>
    operation.request === undefined
      ? call
      : { ...call, bytes: JSON.stringify(validValue(operation.request as Schema, draw, names)) };
  const { token: _, ...withoutToken } = base;
  return draw.of([
    () => ({ ...base, method: draw.of(['PUT', 'DELETE', 'PATCH', 'OPTIONS', 'TRACE']) }),
    () => ({
      ...withBodyOf(base),
      path: base.path + draw.of(['/', '/..', '//', '%2f', '/%00', ';x=1', '/../../etc']),
    }),
    () =>
      withBodyOf({
        ...withoutToken,
        headers: {
          authorization: draw.of(['Bearer', 'Bearer  ', 'Bearer \u00e9', 'x', `Bearer ${'a'.repeat(4000)}`]),
        },
      }),
    () => withBodyOf(withoutToken),
    () => ({
      ...withBodyOf(base),
      contentType: draw.of([
        'text/plain',
        'application/json; charset=utf-16',
        'multipart/form-data',
        '',
        '/',
      ]),
    }),
    () => ({
      ...base,
      bytes: gzipSync('{}'),
      headers: { 'content-encoding': draw.of(['gzip', 'br', 'zstd', 'identity, gzip']) },
    }),
    () => ({
      ...withBodyOf(base),
      headers: { 'x-forwarded-for': '\u00ff'.repeat(2000), cookie: 'a='.repeat(2000) },
    }),
  ])();
}
