import { expect, test } from 'vitest';
import type { CaseResult } from '../case.ts';
import { SequencerDouble, type DoubleOptions } from '../double/sequencer-double.ts';
import { testTarget } from '../double/test-target.ts';
import { fuzz } from './fuzz.ts';

async function failed(options: DoubleOptions): Promise<readonly CaseResult[]> {
  const double = await SequencerDouble.start(testTarget(), options);
  try {
    const found: CaseResult[] = [];
    for await (const each of fuzz(double.target, { seed: 'test', requests: 200 })) found.push(each);
    return found.filter((each) => each.state === 'fail');
  } finally {
    await double.close();
  }
}

test('a sequencer that keeps the rules survives, and the seed is told', { timeout: 60_000 }, async () => {
  expect(await failed({})).toEqual([]);
});

test.each([
  ['sends-unchecked', 'fuzz-send'],
  ['crash-on-bad-signature', 'fuzz-token'],
  ['from-unchecked', 'fuzz-subscribe'],
  ['acknowledgements-unchecked', 'fuzz-acknowledge'],
] as const)('%s shows in %s', { timeout: 60_000 }, async (broken, id) => {
  const found = await failed({ broken });
  expect(found.map((each) => each.id)).toContain(id);
  expect(found.find((each) => each.id === id)?.words).toContain('seed test');
});
