import { join } from 'node:path';
import { expect, test } from 'vitest';
import { command, failedIn, scratch, unsoundIn, verdictIn } from './command.fixture.ts';

/** Faults on real parts: every one planned has its receipts, and nothing that is promised is broken. */
test.each([
  ['sequencer', 'kill'],
  ['sequencer', 'database'],
  ['sequencer-python', 'kill'],
  ['operator', 'operator-smoke'],
])('%s holds under %s', async (subject, scenario) => {
  const folder = join(scratch, `${subject}-${scenario}`);
  const { err } = await command('run', subject, '--scenario', scenario, '--seed', 'system', '--out', folder);
  const verdict = verdictIn(folder);
  expect(failedIn(verdict), err).toEqual([]);
  expect(unsoundIn(verdict)).toEqual([]);
  expect(verdict.trials.filter((trial) => trial.state !== 'n/a').map((trial) => trial.state)).not.toContain(
    'invalid',
  );
  expect(verdict.trials.some((trial) => trial.state === 'tested')).toBe(true);
});

test('a store put back to an earlier copy is seen to lose', async () => {
  const folder = join(scratch, 'rolled-back');
  await command('run', 'sequencer', '--scenario', 'smoke-store', '--seed', 'system', '--out', folder);
  const verdict = verdictIn(folder);
  expect(verdict.trials[0]?.lost).toBeGreaterThan(0);
  expect(failedIn(verdict)).toEqual([]);
  expect(unsoundIn(verdict)).toEqual([]);
});
