import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { ask, eventually, openFixture } from '../../fixture/open-fixture.ts';
import { isAlive, killStrays, strays } from '../process/process-table.ts';
import { runtimeRoot } from './lease.ts';
import { sweepStaleLeases } from './sweep.ts';

// Conditions end these tests, not time; a busy machine may need long.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

interface Made {
  readonly token: string;
  readonly dataDirectory: string;
  readonly logDirectory: string;
  readonly pids: readonly { readonly pid: number; readonly startTicks: number }[];
}

/** Starts a harness in a process of its own, in a group of its own as a terminal would. */
async function startHarness(): Promise<{ child: ChildProcess; made: Made }> {
  const script = join(import.meta.dirname, '../../fixture/harness.ts');
  const child = spawn(process.execPath, [script], { stdio: ['ignore', 'pipe', 'inherit'], detached: true });
  let text = '';
  child.stdout?.on('data', (chunk: Buffer) => (text += chunk.toString('utf8')));
  await eventually(() => text.includes('\n') || child.exitCode !== null, 50_000);
  return { child, made: JSON.parse(text) as Made };
}

const leaseOf = (token: string): string[] =>
  readdirSync(join(runtimeRoot(), 'leases')).filter((block) =>
    existsSync(join(runtimeRoot(), 'leases', block, `${token}.json`)),
  );

async function nothingIsLeft({ token, dataDirectory, pids, logDirectory }: Made): Promise<void> {
  await eventually(() => !existsSync(dataDirectory) && leaseOf(token).length === 0);
  expect(pids.filter(({ pid, startTicks }) => isAlive(pid, startTicks))).toEqual([]);
  expect(strays(token, dataDirectory)).toEqual([]);
  await rm(logDirectory, { recursive: true, force: true });
}

test.each(['SIGKILL', 'SIGINT', 'SIGTERM'] as const)(
  'a harness that ends by %s leaves no process, no data and no lease',
  async (signal) => {
    const { child, made } = await startHarness();
    // 3 proxies or more, 2 databases with their helpers, 2 instances with a child each.
    expect(made.pids.length).toBeGreaterThan(10);
    expect(leaseOf(made.token)).toHaveLength(1);
    // To the whole group, as Ctrl-C does it.
    process.kill(-(child.pid ?? 0), signal);
    await nothingIsLeft(made);
  },
);

test('harness and supervisor killed at once: the next testbed sweeps what they left', async () => {
  const { child, made } = await startHarness();
  const lease = join(runtimeRoot(), 'leases', leaseOf(made.token)[0] ?? '', `${made.token}.groups`);
  const supervisor = Number(readFileSync(lease, 'utf8').split(' ')[0]);
  process.kill(supervisor, 'SIGSTOP'); // So that it cannot tidy up between the two.
  process.kill(child.pid ?? 0, 'SIGKILL');
  process.kill(supervisor, 'SIGKILL');
  await eventually(() => !isAlive(supervisor) && !isAlive(child.pid ?? 0));
  expect(made.pids.some(({ pid, startTicks }) => isAlive(pid, startTicks))).toBe(true);
  await eventually(() => {
    sweepStaleLeases();
    return leaseOf(made.token).length === 0;
  });
  await nothingIsLeft(made);
});

test('two testbeds side by side do not meet; closing one leaves the other alone', async () => {
  const [first, second] = await Promise.all([openFixture(), openFixture()]);
  expect(first.testbed.dataDirectory).not.toBe(second.testbed.dataDirectory);
  await first.close();
  for (const instance of second.testbed.instances) {
    expect(await ask(instance, '/query?sql=SELECT%201%20AS%20one', 'b')).toEqual([{ one: 1 }]);
  }
  expect(await second.testbed.link('a', 'b').canary(10_000)).toMatchObject({ forth: true, back: true });
  await second.close();
  expect(existsSync(first.testbed.dataDirectory) || existsSync(second.testbed.dataDirectory)).toBe(false);
});

test('the supervisor dies: everything is killed, calls say so, close still tidies up', async () => {
  const fixture = await openFixture({ shape: { needs: [] } });
  const { testbed } = fixture;
  const token = testbed.dataDirectory.split('/').at(-1) ?? '';
  const groups = join(runtimeRoot(), 'leases', leaseOf(token)[0] ?? '', `${token}.groups`);
  process.kill(Number(readFileSync(groups, 'utf8').split(' ')[0]), 'SIGKILL');
  const [instance] = testbed.instances;
  await eventually(() => strays(token, testbed.dataDirectory).length === 0);
  await expect(instance?.start()).rejects.toMatchObject({
    why: expect.stringContaining('the supervisor process ended') as string,
  });
  await fixture.close();
  expect(leaseOf(token)).toEqual([]);
  expect(existsSync(testbed.dataDirectory)).toBe(false);
  expect(killStrays(token, testbed.dataDirectory)).toBe(0);
});
