import type { Draw } from '../../fuzz/draw.ts';
import { spoiled } from '../../fuzz/spoil.ts';

/** What readers of amounts, ids and nonces stumble over. */
const numbers: readonly unknown[] = [
  0,
  -1,
  1.5,
  1e21,
  2 ** 32,
  2 ** 48,
  2 ** 53,
  '0',
  '-1',
  '+1',
  ' 1',
  '1e3',
  '0x10',
  '1_000',
  '\u0661',
  '00000000000000000001',
  '18446744073709551615',
  '18446744073709551616',
  '9'.repeat(100),
  true,
  [1],
];

/** One parameter spoiled as a reader of this interface would mind it most, or anything anywhere. */
export function spoiledParams(params: readonly unknown[], draw: Draw): unknown {
  if (params.length === 0 || draw.chance(0.4)) return spoiled([...params], draw);
  const at = draw.below(params.length);
  const value = params[at];
  const one =
    typeof value === 'string' && value.startsWith('0x') ? spoiledHex(value, draw) : draw.of(numbers);
  return draw.of([
    () => params.with(at, one),
    () => params.with(at, one),
    () => params.with(at, one),
    () => params.slice(0, at),
    () => [...params, null],
    () => params.toReversed(),
    () => Object.fromEntries(params.map((each, index) => [`param${index}`, each])),
  ])();
}

/** Hashes, keys, signatures and opaque bytes: too long, too short, halved, in other digits, all zeros, one bit off. */
function spoiledHex(value: string, draw: Draw): unknown {
  const digits = value.slice(2);
  const at = draw.below(digits.length + 1);
  return draw.of([
    () => '0x',
    () => digits,
    () => `0X${digits}`,
    () => value.toUpperCase(),
    () => `0x${digits.toUpperCase()}`,
    () => `${value}0`,
    () => `${value}00`,
    () => value.slice(0, -2),
    () => `0x${'0'.repeat(digits.length)}`,
    () => `0x${'f'.repeat(digits.length)}`,
    () => `0x${digits.slice(0, at)}g${digits.slice(at + 1)}`,
    () => `0x${digits.slice(0, at)}${digits[at] === '0' ? '1' : '0'}${digits.slice(at + 1)}`,
    () => `0x${'ab'.repeat(5_000)}`,
    () => `0x${'ab'.repeat(400_000)}`,
    () => ` ${value}`,
    () => `${value}\n`,
    () => [...Buffer.from(digits, 'hex')],
  ])();
}
