import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';

test('every thread has the priority of the main one', () => {
  const file = JSON.stringify(join(import.meta.dirname, 'raise-priority.ts'));
  // In a process of its own: those of the tests stay where they are.
  const script = `
    import { readdirSync } from 'node:fs';
    import { getPriority } from 'node:os';
    const { raisePriority } = await import(${file});
    raisePriority();
    console.log(JSON.stringify(readdirSync('/proc/self/task').map((thread) => getPriority(Number(thread)))));
  `;
  const said = execFileSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' });
  const priorities = JSON.parse(said) as number[];
  expect(priorities.length).toBeGreaterThan(1);
  expect(new Set(priorities).size).toBe(1);
});
