import { expect, test } from 'vitest';
import { cut, pad, paintFor, width, wrap } from './paint.ts';

test('width counts columns, not code units', () => {
  expect(width('\u001b[31mred\u001b[39m')).toBe(3);
  expect(width('日本')).toBe(4);
  expect(width('e\u0301')).toBe(1);
  expect(width('😀')).toBe(2);
  expect(width('━')).toBe(1);
});

test('cut, pad and wrap', () => {
  expect(cut('abcdef', 4)).toBe('abc…');
  expect(cut('日本語', 4)).toBe('日…');
  expect(cut('abc', 3)).toBe('abc');
  expect(pad('日', 4)).toBe('日  ');
  expect(wrap('a bb ccc dddddddd', 5)).toEqual(['a bb', 'ccc', 'dddd…']);
  expect(wrap('', 5)).toEqual([]);
});

test('styles are for terminals, and NO_COLOR is kept', () => {
  expect(paintFor({ isTTY: true }, {}).bad('x')).toBe('\u001b[31mx\u001b[39m');
  expect(paintFor({ isTTY: true }, { NO_COLOR: '1' }).bad('x')).toBe('x');
  expect(paintFor({}, {}).bad('x')).toBe('x');
});
