import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { forkClient } from './fork-client.ts';
import { testPlan } from './test-plan.fixture.ts';

/** Kills a process and returns when it is dead, before its end can be told to this one's event loop. */
function killUnnoticed(pid: number): void {
  process.kill(pid, 'SIGKILL');
  const isDead = (): boolean =>
    readdirSync(`/proc/${pid}/task`).length === 1 &&
    /^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  // Its last thread has closed its end of the channel.
  while (!isDead()) continue;
}

test('what is told to a client that has just died does no harm; its end is told, and its calls end', async () => {
  const client = await forkClient('listener.fixture.ts', testPlan([], []));
  killUnnoticed(client.pid ?? 0);
  client.tell({ tell: 'begin' });
  await expect(client.call('stop', 1000)).rejects.toThrow('signal SIGKILL');
  expect((await client.failed).message).toContain('signal SIGKILL');
  await expect(client.call('stop', 1000)).rejects.toThrow('is gone');
  expect(await client.close()).toBeUndefined();
});
