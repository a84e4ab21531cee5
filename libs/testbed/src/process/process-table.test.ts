import { spawn } from 'node:child_process';
import { expect, test } from 'vitest';
import { familyOf, isAlive, parseStat, readProcess, type ProcessEntry } from './process-table.ts';

test('a name with blanks and brackets does not shift the fields', () => {
  const rest = Array.from({ length: 49 }, (_, index) => index + 3);
  const text = `42 (a) R 9 (b)) S ${rest.slice(1).join(' ')}`;
  expect(parseStat(42, text)).toEqual({ pid: 42, parent: 4, group: 5, state: 'S', startTicks: 22 });
  expect(parseStat(42, 'rubbish')).toBeUndefined();
});

test('this process is there, with its true parent', () => {
  expect(readProcess(process.pid)).toMatchObject({ pid: process.pid, parent: process.ppid });
  expect(readProcess(0x7fffffff)).toBeUndefined();
});

test('a family is the group and all descendants, whatever group they went to; zombies are left out', () => {
  const entry = (pid: number, parent: number, group: number, state = 'S'): ProcessEntry => ({
    pid,
    parent,
    group,
    state,
    startTicks: 1,
  });
  const table = [
    entry(1, 0, 1),
    entry(10, 1, 10),
    entry(11, 10, 11), // A backend with a session of its own,
    entry(12, 11, 11), // its child,
    entry(13, 1, 10), // a member of the group whose parent died,
    entry(14, 10, 10, 'Z'), // a zombie,
    entry(20, 1, 20), // and somebody else.
  ];
  expect(familyOf(10, table).map(({ pid }) => pid)).toEqual([10, 11, 12, 13]);
});

test('alive means this very process', async () => {
  const child = spawn('sleep', ['100']);
  const pid = child.pid ?? 0;
  const startTicks = readProcess(pid)?.startTicks ?? 0;
  expect(isAlive(pid, startTicks)).toBe(true);
  expect(isAlive(pid, startTicks + 1)).toBe(false);
  child.kill('SIGKILL');
  await new Promise((resolve) => child.once('exit', resolve));
  expect(isAlive(pid)).toBe(false);
});
