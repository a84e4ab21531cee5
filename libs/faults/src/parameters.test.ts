import { expect, test } from 'vitest';
import pauseLong from './catalogue/pause-long.ts';
import linkSlow from './catalogue/link-slow.ts';
import { completeParameters } from './parameters.ts';

test('what follows from the timers stands over the defaults and under the step', () => {
  const timers = { lease: 2_000, check: 250 };
  expect(completeParameters(pauseLong, timers)).toEqual({ holdMs: 3_250 });
  expect(completeParameters(pauseLong, timers, { holdMs: 9_000 })).toEqual({ holdMs: 9_000 });
});

test('what a step leaves out is filled in', () => {
  expect(completeParameters(linkSlow, {}, { latencyMs: 50 })).toEqual({
    ...linkSlow.parameters,
    latencyMs: 50,
  });
});

test('a misspelt parameter is refused by name', () => {
  expect(() => completeParameters(linkSlow, {}, { latency: 50 })).toThrow(
    'fault link-slow has no parameter latency; it has holdMs, latencyMs, jitterMs',
  );
});
