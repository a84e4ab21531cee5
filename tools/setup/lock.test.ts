import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { randomUUID } from 'node:crypto';
import { expect, onTestFinished, test } from 'vitest';
import { locked } from './lock.mjs';

test('holders of one name come one after another, of two names at the same time', async () => {
  const name = randomUUID();
  const log: string[] = [];
  const hold = (who: string, on: string): Promise<void> =>
    locked(
      on,
      () => log.push(`${who} waits`),
      async () => {
        log.push(`${who} in`);
        await new Promise(setImmediate);
        log.push(`${who} out`);
      },
    );
  await Promise.all([hold('a', name), hold('b', name)]);
  const entered = log.filter((line) => !line.endsWith('waits'));
  expect(entered).toEqual(['a in', 'a out', 'b in', 'b out']);
  await hold('c', randomUUID());
  expect(log).not.toContain('c waits');
});

test('is free after its holder was killed', async () => {
  const name = randomUUID();
  const module = new URL('./lock.mjs', import.meta.url).href;
  const holder = spawn(process.execPath, [
    '--input-type=module',
    '--eval',
    `import { locked } from '${module}';
     await locked('${name}', () => {}, () => { console.log('held'); return new Promise(() => setInterval(() => {}, 1e6)); });`,
  ]);
  onTestFinished(() => void holder.kill('SIGKILL'));
  await once(holder.stdout, 'data');
  const { promise: waiting, resolve: waits } = Promise.withResolvers<void>();
  const mine = locked(name, waits, async () => 'mine');
  await waiting;
  holder.kill('SIGKILL');
  expect(await mine).toBe('mine');
});

test('a failure inside frees it', async () => {
  const name = randomUUID();
  await expect(
    locked(
      name,
      () => {},
      () => Promise.reject(new Error('no')),
    ),
  ).rejects.toThrow('no');
  expect(
    await locked(
      name,
      () => expect.fail('still held'),
      async () => 'free',
    ),
  ).toBe('free');
});
