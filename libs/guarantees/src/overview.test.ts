import { expect, test } from 'vitest';
import type { Verdict } from './guarantee.ts';
import { overview } from './overview.ts';
import type { TierVerdict } from './tier-verdict.ts';

const exitCodes = { PASS: 0, FAIL: 1, INCONCLUSIVE: 2, INVALID: 3 } as const;

function judged(verdict: Verdict): { folder: string; verdict: TierVerdict } {
  const subject = { name: verdict.toLowerCase(), version: '1', digest: verdict };
  return {
    folder: verdict,
    verdict: {
      plimsoll: 1,
      tier: 'smoke',
      verdict,
      exitCode: exitCodes[verdict],
      reason: `${verdict} it is.`,
      subject,
      runs: [],
      faults: [],
      missing: [],
    },
  };
}

test('the worst decides, whoever comes first', () => {
  const all = (['PASS', 'INCONCLUSIVE', 'INVALID', 'FAIL'] as const).map(judged);
  const found = [1, 2, 3, 4].map((many) => overview('smoke', all.slice(0, many).reverse()));
  expect(found.map((one) => one.verdict)).toEqual(['PASS', 'INCONCLUSIVE', 'INVALID', 'FAIL']);
  expect(found.map((one) => one.exitCode)).toEqual([0, 2, 3, 1]);
});

test('each keeps its own verdict, in the order in which they were asked for', () => {
  const { subjects } = overview('smoke', [judged('FAIL'), judged('PASS')]);
  expect(subjects.map((one) => [one.folder, one.verdict, one.exitCode, one.subject.name])).toEqual([
    ['FAIL', 'FAIL', 1, 'fail'],
    ['PASS', 'PASS', 0, 'pass'],
  ]);
});

test('of nobody nothing is known', () => {
  expect(overview('smoke', [])).toMatchObject({ verdict: 'INCONCLUSIVE', exitCode: 2 });
});
