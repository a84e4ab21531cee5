import fc from 'fast-check';
import { expect, test } from 'vitest';
import { LineSplitter } from './line-splitter.ts';

test('lines come out whole, however the bytes are chunked', () => {
  fc.assert(
    fc.property(
      fc.array(fc.string({ unit: 'grapheme' }).map((text) => text.replaceAll('\n', ' '))),
      fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1 }),
      (lines, sizes) => {
        const bytes = Buffer.from(lines.map((line) => `${line}\n`).join('') + 'rest without end');
        const splitter = new LineSplitter();
        const found: string[] = [];
        for (let at = 0, n = 0; at < bytes.length; n += 1) {
          const size = sizes[n % sizes.length] as number;
          // The chunk is overwritten afterwards, as a socket's buffer may be.
          const chunk = Buffer.from(bytes.subarray(at, at + size));
          found.push(...splitter.push(chunk));
          chunk.fill(0);
          at += size;
        }
        expect(found).toEqual(lines);
        expect(splitter.overflow).toBe(false);
      },
    ),
  );
});

test('a line without end is noticed instead of kept', () => {
  const splitter = new LineSplitter(100);
  expect(splitter.push(Buffer.alloc(60, 'x'))).toEqual([]);
  expect(splitter.overflow).toBe(false);
  splitter.push(Buffer.alloc(60, 'x'));
  expect(splitter.overflow).toBe(true);
});
