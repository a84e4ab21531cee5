import { expect, test } from 'vitest';
import type { Outcome } from '@plimsoll/interface/outcome/outcome';
import { send, smallPlan, step } from '../imagined.fixture.ts';
import failoverUnderLoad from './failover-under-load.ts';

/** Whether one send counts beside a fault whose injection began at 10 ms and whose bite was seen at 30 ms. */
const isHit = (sentMs: number, doneMs: number, outcome: Outcome): boolean => {
  const watching = failoverUnderLoad.watch(smallPlan);
  for (const record of [step('applied', 10), step('bit', 30)]) watching.on.fault?.(record);
  watching.on.send?.(send(0, sentMs, { doneMicros: doneMs * 1000, outcome }));
  return watching.hits() === 1;
};

test.each([
  ['open when the injection began', 9, 12, 'ok'],
  ['open when the injection began and refused afterwards', 9, 12, 'fail'],
  ['open when the bite was seen', 20, 40, 'ok'],
  ['broken off before the bite was seen', 15, 18, 'info'],
] as const)('%s: in flight', (_, sentMs, doneMs, outcome) => {
  expect(isHit(sentMs, doneMs, outcome)).toBe(true);
});

test.each([
  ['over before the injection', 5, 9, 'info'],
  ['after the bite was seen', 31, 40, 'info'],
  ['answered before the bite was seen', 15, 18, 'ok'],
  ['found nobody there', 20, 40, 'fail'],
] as const)('%s: not in flight', (_, sentMs, doneMs, outcome) => {
  expect(isHit(sentMs, doneMs, outcome)).toBe(false);
});
