import { expect, test } from 'vitest';
import type { Verdict } from './guarantee.ts';
import { health, measured, probes, step } from './measure/imagined.fixture.ts';
import { combine } from './tier-verdict.ts';
import type { RunVerdict } from './verdict.ts';

const steps = (['planned', 'applied', 'bit', 'healing', 'healed'] as const).map((name, index) =>
  step(name, 5000 + 500 * index),
);

function run(verdict: Verdict, more: Partial<RunVerdict> = {}): RunVerdict {
  return {
    plimsoll: 1,
    verdict,
    exitCode: 0,
    reason: `${verdict} it is.`,
    subject: { name: 's', version: '1', digest: 'd' },
    scenario: 'small',
    seed: '1',
    guarantees: [],
    validity: [],
    records: { judged: 1, recorded: 1 },
    ...measured([...steps, ...probes('write', 'b-1', 'b', [0, 12_000]), health('a-1', 8000, true)]),
    ...more,
  };
}

test('FAIL > INVALID > INCONCLUSIVE > PASS, with its exit code and the decisive reason', () => {
  const all = (['PASS', 'INCONCLUSIVE', 'INVALID', 'FAIL'] as const).map((verdict) => run(verdict));
  const verdicts = [4, 3, 2, 1].map((many) => combine('smoke', all.slice(0, many), []));
  expect(verdicts.map((one) => one.verdict)).toEqual(['FAIL', 'INVALID', 'INCONCLUSIVE', 'PASS']);
  expect(verdicts.map((one) => one.exitCode)).toEqual([1, 3, 2, 0]);
  expect(verdicts[0]?.reason).toBe('small: FAIL it is.');
});

test('a required cell that was not reached makes it inconclusive and is named', () => {
  expect(combine('t', [run('PASS')], [{ fault: 'kill', target: 'node' }]).verdict).toBe('PASS');
  const missing = combine('t', [run('PASS')], [{ fault: 'kill', trials: 20 }, { fault: 'stop' }]);
  expect(missing).toMatchObject({ verdict: 'INCONCLUSIVE', exitCode: 2 });
  expect(missing.missing.map(({ cell, why }) => [cell.fault, why])).toEqual([
    ['kill', '1 of 20 trials'],
    ['stop', '0 of 1 trials'],
  ]);
  expect(missing.reason).toBe('2 required cells were not reached.');
});

test('a part that the subject has not is no gap', () => {
  const without = run('PASS', {
    cells: [{ fault: 'stop', target: 'none', phase: 'under load', state: 'n/a', why: 'none', hits: 0 }],
  });
  expect(combine('t', [without], [{ fault: 'stop', target: 'node' }]).verdict).toBe('PASS');
});

test('trials add up over runs, one row a fault', () => {
  const tier = combine('t', [run('PASS'), run('PASS', { seed: '2' })], [{ fault: 'kill', trials: 2 }]);
  expect(tier.verdict).toBe('PASS');
  expect(tier.faults).toHaveLength(1);
  expect(tier.faults[0]).toMatchObject({ tested: 2, planned: 2, lost: 0, cameBack: { yes: 2, of: 2 } });
});

test('nothing run proves nothing; two subjects are not one', () => {
  expect(combine('t', [], [])).toMatchObject({ verdict: 'INCONCLUSIVE', reason: 'Nothing was run.' });
  const other = run('PASS', { subject: { name: 's', version: '1', digest: 'e' } });
  expect(combine('t', [run('PASS'), other], [])).toMatchObject({ verdict: 'INVALID' });
});
