import { expect, test } from 'vitest';
import { loadScenario, loadScenarios } from './registry.ts';

test('every file is a scenario named like it', async () => {
  const names = (await loadScenarios()).map(({ name }) => name);
  expect(names).toContain('smoke');
  expect(new Set(names).size).toBe(names.length);
});

test('an unknown name is answered with the names there are', async () => {
  await expect(loadScenario('smok')).rejects.toMatchObject({
    message: 'No scenario "smok"',
    why: expect.stringContaining('smoke-store') as string,
    exitCode: 64,
  });
});
