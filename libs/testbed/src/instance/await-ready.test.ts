import { expect, test } from 'vitest';
import { exitCodes, Problem } from '@plimsoll/interface/problem/problem';
import { awaitReady } from './await-ready.ts';

const ready = (name: string, serves: 'node' | 'gateway') => ({
  name,
  serves,
  ready: () => Promise.resolve(),
});
const refuses = (name: string) => ({
  name,
  serves: 'node' as const,
  ready: () => Promise.reject(new Problem(`${name} ended`, 'RULE_SO_AND_SO', 'look', exitCodes.FAIL)),
});
/** A gateway without a node behind it. */
const never = { name: 'g', serves: 'gateway' as const, ready: () => new Promise<void>(() => undefined) };

test('the first that cannot be ready ends the wait', async () => {
  await expect(awaitReady([never, refuses('a')], () => undefined)).rejects.toThrow('a ended');
});

test('asked what each node says: all nodes are heard, and nobody waits for who stands before them', async () => {
  const said: string[] = [];
  const lines: string[] = [];
  const waiting = awaitReady(
    [refuses('a'), ready('b', 'node'), never, refuses('c')],
    (line) => lines.push(line),
    (instance, words) => said.push(`${instance}: ${words}`),
  );
  await expect(waiting).rejects.toThrow('a ended');
  expect(said).toEqual(['a: a ended: RULE_SO_AND_SO', 'c: c ended: RULE_SO_AND_SO']);
  expect(lines).toEqual(['b is ready']);
});

test('all ready', async () => {
  const lines: string[] = [];
  await awaitReady([ready('a', 'node'), ready('g', 'gateway')], (line) => lines.push(line));
  expect(lines).toEqual(['a is ready', 'g is ready']);
});
