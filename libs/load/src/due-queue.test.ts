import fc from 'fast-check';
import { expect, test } from 'vitest';
import { DueQueue } from './due-queue.ts';

test('takes what is due, smallest first, and nothing else', () => {
  fc.assert(
    fc.property(fc.array(fc.integer()), fc.integer(), (dues, now) => {
      const queue = new DueQueue<number>();
      for (const due of dues) queue.add(due, due);
      const taken: number[] = [];
      for (let item = queue.take(now); item !== undefined; item = queue.take(now)) taken.push(item);
      expect(taken).toEqual(dues.filter((due) => due <= now).sort((a, b) => a - b));
      expect(queue.size).toBe(dues.length - taken.length);
    }),
  );
});
