import type { Draw } from './draw.ts';

/** What programs stumble over: wrong types, limits, texts with a meaning elsewhere. */
const hostile: readonly unknown[] = [
  null,
  true,
  '',
  0,
  -1,
  0.5,
  1e308,
  -(2 ** 53),
  2 ** 53,
  '0',
  'NaN',
  [],
  {},
  [[]],
  [null],
  '\u0000',
  '\ud800',
  'alice\n',
  "'; DROP TABLE events; --",
  '../../../../etc/passwd',
  '${jndi:ldap://localhost/x}',
  '{{7*7}}',
  '%s%s%n',
  'a'.repeat(100_000),
  { toString: 1, valueOf: 1 },
  { constructor: { prototype: {} } },
  { length: 1e9 },
];

/** The value with one thing spoiled somewhere inside: replaced, removed, added, doubled. May by chance still be valid. */
export function spoiled(value: unknown, draw: Draw): unknown {
  if (draw.chance(0.2)) return draw.of(hostile);
  if (Array.isArray(value)) return spoiledArray(value as unknown[], draw);
  if (typeof value === 'object' && value !== null)
    return spoiledObject(value as Record<string, unknown>, draw);
  if (typeof value === 'string' && draw.chance(0.5)) {
    const at = draw.below(value.length + 1);
    return (
      value.slice(0, at) +
      draw.of(['\u0000', ' ', '\n', '=', '\u00e9', '\ud83d\ude00', '*']) +
      value.slice(at)
    );
  }
  if (typeof value === 'number' && draw.chance(0.5))
    return draw.of([-value, value + 0.5, value * 1e9, String(value)]);
  return draw.of(hostile);
}

function spoiledArray(value: readonly unknown[], draw: Draw): unknown {
  const at = draw.below(value.length);
  return draw.of([
    () => [...value, draw.of(hostile)],
    () => value.map((each, index) => (index === at ? spoiled(each, draw) : each)),
    () => Array.from({ length: 300 }, () => value[at] ?? null),
    () => [],
    () => Object.assign({}, value),
  ])();
}

function spoiledObject(value: Readonly<Record<string, unknown>>, draw: Draw): unknown {
  const keys = Object.keys(value);
  const key = keys.length === 0 ? 'x' : draw.of(keys);
  const { [key]: part, ...rest } = value;
  return draw.of([
    () => ({ ...value, [key]: spoiled(part, draw) }),
    () => ({ ...value, [key]: spoiled(part, draw) }),
    () => rest,
    () => ({
      ...value,
      [draw.of(['admin', '__proto__ ', 'constructor', '', key.toUpperCase()])]: draw.of(hostile),
    }),
    () => [value],
    () => ({ ...rest, [`${key} `]: part }),
  ])();
}
