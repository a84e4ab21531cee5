import { expect, test } from 'vitest';
import { command } from './command.fixture.ts';

/** Two subjects that share no code, in two languages, over the same manifest and the same cases. */
test.each(['sequencer', 'sequencer-python'])('%s speaks the interface', async (subject) => {
  const { code, out, err } = await command('conform', subject, '--fuzz', '1000', '--seed', 'system');
  expect(out + err).toContain('0 failed');
  expect(code).toBe(0);
});
