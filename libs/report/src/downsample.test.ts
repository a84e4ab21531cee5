import { expect, test } from 'vitest';
import { downsample } from './downsample.ts';

const sends = Array.from({ length: 1000 }, (_, index) => ({
  atMs: index * 10,
  ok: 1,
  fail: index === 7 ? 1 : 0,
  info: 0,
  maxMs: index === 503 ? 900 : index % 2 ? null : 1,
}));

test('sums and keeps the worst: no spike goes missing', () => {
  const small = downsample({ bucketMs: 10, sends }, 100);
  expect(small.sends).toHaveLength(100);
  expect(small.bucketMs).toBe(100);
  expect(small.sends.reduce((sum, point) => sum + point.ok, 0)).toBe(1000);
  expect(small.sends[0]?.fail).toBe(1);
  expect(small.sends[50]?.maxMs).toBe(900);
});

test('what is small enough stays', () => {
  expect(downsample({ bucketMs: 10, sends }, 1000).sends).toBe(sends);
});
