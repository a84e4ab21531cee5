import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { scratch, startCommand } from './command.fixture.ts';

/** Pids below one process, at any depth. */
function descendantsOf(root: number): readonly number[] {
  const parents = new Map<number, number>();
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    try {
      const fields = readFileSync(`/proc/${name}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? [];
      parents.set(Number(name), Number(fields[1]));
    } catch {
      continue; // It ended while we looked.
    }
  }
  const below = (pid: number): number[] =>
    [...parents].filter(([, parent]) => parent === pid).flatMap(([child]) => [child, ...below(child)]);
  return below(root);
}

const alive = (pid: number): boolean => existsSync(`/proc/${pid}`);

test.each(['SIGKILL', 'SIGINT'] as const)(
  'a harness that ends by %s in the middle leaves nothing running',
  async (signal) => {
    const folder = join(scratch, signal);
    const { child, ended } = startCommand('run', 'sequencer', '--scenario', 'kill', '--out', folder);
    const runner = join(folder, 'history/runner.ndjson');
    await vi.waitFor(() => expect(readFileSync(runner, 'utf8')).toContain('"phase":"load"'), {
      timeout: 90_000,
    });
    const below = descendantsOf(child.pid ?? 0);
    expect(below.length).toBeGreaterThan(5);
    child.kill(signal);
    const { code } = await ended;
    expect(code).toBe(signal === 'SIGKILL' ? null : 130);
    await vi.waitFor(() => expect(below.filter(alive)).toEqual([]), { timeout: 30_000 });
  },
);
