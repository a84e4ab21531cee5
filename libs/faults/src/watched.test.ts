import { expect, test } from 'vitest';
import type { Testbed } from '@plimsoll/testbed/testbed';
import type { Fault, FaultContext, Observation } from './fault.ts';
import { watched } from './watched.ts';

const target = { name: 'postgres', touches: [] };
const context = (): FaultContext => ({
  testbed: {} as Testbed,
  random: () => 0,
  signal: new AbortController().signal,
  timers: {},
});

/** Counts up; the probe says whether the count rose since before. */
function counter(log: string[] = []): Fault {
  let count = 0;
  const rose = (before: number): Observation => ({ seen: count > before, words: `${before} to ${count}` });
  return watched<{ readonly count: number; close(): void }>({
    name: 'count',
    title: '',
    text: '',
    class: 'store',
    mode: '',
    source: '',
    parameters: {},
    targets: () => [target],
    before: () => ({ count, close: () => void log.push('closed') }),
    inject: () => Promise.resolve(void (count += 1)),
    bit: (_context, _target, _parameters, before) => Promise.resolve(rose(before.count)),
    heal: () => Promise.resolve(void log.push('healed')),
    healed: (_context, _target, _parameters, before) =>
      Promise.resolve({ seen: true, words: before === undefined ? 'no reading' : `from ${before.count}` }),
  });
}

test('the reading is taken when the injection begins and handed to the probe', async () => {
  const [fault, here] = [counter(), context()];
  await fault.inject(here, target, {});
  expect(await fault.bit(here, target, {})).toEqual({ seen: true, words: '0 to 1' });
});

test('an injection that somebody replaced leaves no reading, and is not believed', async () => {
  const fault: Fault = { ...counter(), inject: () => Promise.resolve() };
  expect(await fault.bit(context(), target, {})).toMatchObject({ seen: false });
});

test('a reading belongs to one trial: the next one does not live on it', async () => {
  const [fault, here] = [counter(), context()];
  await fault.inject(here, target, {});
  await fault.heal(here, target, {});
  expect(await fault.healed(here, target, {})).toEqual({ seen: true, words: 'from 0' });
  expect(await fault.bit(here, target, {})).toMatchObject({ seen: false });
});

test('what the probe held is let go when the fault is healed, and healing without a reading is safe', async () => {
  const log: string[] = [];
  const [fault, here] = [counter(log), context()];
  await fault.heal(here, target, {});
  await fault.inject(here, target, {});
  await fault.heal(here, target, {});
  expect(log).toEqual(['healed', 'healed', 'closed']);
});
