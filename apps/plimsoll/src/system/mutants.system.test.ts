import { join } from 'node:path';
import { expect, test } from 'vitest';
import { command, failedIn, scratch, verdictIn } from './command.fixture.ts';

/** A broken subject is convicted by the guarantee that it breaks, with a witness, and the exit code says so. */
test.each([
  ['dm-04-safe-is-maximum', 'clean', 'no-late-insert'],
  ['dm-25-resumes-exclusively', 'kill', 'resuming-is-inclusive'],
  ['dm-29-acknowledgement-goes-back', 'clean', 'acknowledgements-rise'],
  ['rm-16-no-redemption-index', 'operator-clean', 'redeemed-once'],
])('%s is convicted under %s by %s', async (mutant, scenario, guarantee) => {
  const folder = join(scratch, mutant);
  const { code, out } = await command(
    'run',
    mutant,
    '--scenario',
    scenario,
    '--seed',
    'system',
    '--out',
    folder,
  );
  expect(failedIn(verdictIn(folder))).toContain(guarantee);
  expect(code).toBe(1);
  expect(out).toContain('broken');
});
