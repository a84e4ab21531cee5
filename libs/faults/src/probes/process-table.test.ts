import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { afterEach, expect, test } from 'vitest';
import { observed } from '../observed.ts';
import { frozen, thawed } from './frozen.ts';
import { allGone, allStartedAnew, census } from './gone.ts';
import { countIncarnations } from './incarnations.ts';
import { isAlive, processEntry, processFamily } from './process-table.ts';

const children: ChildProcess[] = [];
const never = new AbortController().signal;

/** A shell with a child of its own, in a process group of its own. */
async function family(): Promise<ChildProcess & { pid: number }> {
  const child = spawn('sh', ['-c', 'sleep 1000 & echo up; wait'], { detached: true });
  children.push(child);
  await once(child.stdout, 'data');
  return child as ChildProcess & { pid: number };
}

const named = (pid: number | undefined): { name: string; pid: number | undefined } => ({ name: 'it', pid });

afterEach(() => {
  for (const { pid } of children.splice(0)) {
    try {
      if (pid !== undefined) process.kill(-pid, 'SIGKILL');
    } catch {
      // Gone already: that is what was wanted.
    }
  }
});

test('a process and its child are one family', async () => {
  const { pid } = await family();
  expect(processFamily(pid)).toHaveLength(2);
  expect(processEntry(pid)).toMatchObject({ pid, parent: process.pid, group: pid });
  expect(processEntry(2 ** 22 + 1)).toBeUndefined();
});

test('killed: gone is seen only when the whole family is', async () => {
  const child = await family();
  const before = [census(named(child.pid))];
  expect(allGone(before)).toMatchObject({
    seen: false,
    words: expect.stringContaining('still in /proc') as string,
  });
  process.kill(child.pid, 'SIGKILL');
  await once(child, 'exit');
  // The parent alone is dead: its orphan is still there.
  expect(allGone(before).seen).toBe(false);
  process.kill(-child.pid, 'SIGKILL');
  const gone = await observed(5_000, never, () => allGone(before));
  expect(gone.words).toContain(`pid ${child.pid} started at tick`);
  expect(gone).toMatchObject({ seen: true, words: expect.stringContaining('with 1 more') as string });
});

test('what did not run before cannot have been killed', () => {
  expect(allGone([census(named(undefined))])).toEqual({
    seen: false,
    words: 'it was not running before the fault',
  });
  expect(allGone([]).seen).toBe(false);
});

test('frozen is state T in the whole family, thawed is nowhere', async () => {
  const { pid } = await family();
  expect(frozen(named(pid)).seen).toBe(false);
  process.kill(pid, 'SIGSTOP');
  await observed(5_000, never, () => ({ seen: processEntry(pid)?.state === 'T', words: '' }));
  expect(thawed(named(pid)).seen).toBe(false);
  expect(frozen(named(pid)).seen).toBe(false);
  process.kill(-pid, 'SIGSTOP');
  expect(await observed(5_000, never, () => frozen(named(pid)))).toMatchObject({ seen: true });
  process.kill(-pid, 'SIGCONT');
  expect(await observed(5_000, never, () => thawed(named(pid)))).toMatchObject({ seen: true });
});

test('started anew means another process under the same name', async () => {
  const first = await family();
  const before = [census(named(first.pid))];
  expect(allStartedAnew([named(first.pid)], before)).toMatchObject({
    seen: false,
    words: expect.stringContaining('still the process from before') as string,
  });
  const second = await family();
  expect(allStartedAnew([named(second.pid)], before)).toMatchObject({ seen: true });
  process.kill(-second.pid, 'SIGSTOP');
  expect(
    await observed(5_000, never, () => ({
      seen: !allStartedAnew([named(second.pid)], before).seen,
      words: '',
    })),
  ).toMatchObject({ seen: true });
  expect(allStartedAnew([named(undefined)], before).seen).toBe(false);
});

test('incarnations are counted one by one', async () => {
  const subject: { name: string; pid: number | undefined } = named(undefined);
  const count = countIncarnations(subject);
  for (const child of [await family(), await family()]) {
    subject.pid = child.pid;
    await observed(5_000, never, () => ({
      seen: [...count.seen].some((one) => one.startsWith(`${child.pid}@`)),
      words: '',
    }));
  }
  count.close();
  expect(count.seen.size).toBe(2);
});

test('the same id with other start ticks is another process', async () => {
  const { pid } = await family();
  const entry = processEntry(pid);
  expect(entry !== undefined && isAlive(entry)).toBe(true);
  expect(entry !== undefined && isAlive({ ...entry, startTicks: entry.startTicks - 1 })).toBe(false);
});
