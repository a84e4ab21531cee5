import { setTimeout as sleep } from 'node:timers/promises';
import type { HealthBody } from '@plimsoll/interface/health/health';
import { afterEach, expect, test } from 'vitest';
import type { EngineStatus } from './engine-client.ts';
import { type EngineView, type EngineWatch, watchEngine } from './watch-engine.ts';

const rollup = `0x${'11'.repeat(32)}` as const;
let watch: EngineWatch | undefined;

afterEach(() => watch?.close());

/** Watches an engine that answers this, until what is seen of it fits. */
async function seen(
  answer: () => { body: Partial<HealthBody>; status: EngineStatus | undefined },
  onNew: () => Promise<void>,
  fits: (view: EngineView) => boolean,
): Promise<EngineView> {
  const whole = { instance: 'engine', role: 'active' as const, nowMicros: 0, ready: true, reasons: [] };
  watch = watchEngine(
    {
      health: () => Promise.resolve({ ...whole, incarnation: 'first', ...answer().body }),
      status: () => Promise.resolve(answer().status),
    },
    rollup,
    1,
    onNew,
  );
  while (!fits(watch.view())) await sleep(1);
  return watch.view();
}

test('an engine that waits for its chain counts as none, says why, and is given nothing until it has started', async () => {
  let given = 0;
  const onNew = (): Promise<void> => {
    given += 1;
    return Promise.resolve();
  };
  let status: EngineStatus | undefined;
  const reasons = ['waiting for the chain: no node answers'];
  const waiting = await seen(
    () => ({ body: status ? { incarnation: 'second' } : { ready: false, reasons }, status }),
    onNew,
    (view) => view.reasons[0] === reasons[0],
  );
  expect(waiting).toMatchObject({ gone: true, readyAtMs: -Infinity, incarnation: undefined });
  expect(given).toBe(0);
  status = { pendingCount: 3, rollup };
  while (watch?.view().incarnation !== 'second') await sleep(1);
  expect(watch.view()).toMatchObject({ gone: false, reasons: [], pendingCount: 3 });
  expect(given).toBe(1);
});

test('an engine of another rollup is never ready, whatever it says of itself', async () => {
  const view = await seen(
    () => ({ body: {}, status: { pendingCount: 0, rollup: `0x${'22'.repeat(32)}` } }),
    () => Promise.resolve(),
    ({ incarnation }) => incarnation === 'first',
  );
  expect(view.readyAtMs).toBe(-Infinity);
  expect(view.reasons).toEqual([expect.stringContaining('another rollup')]);
});
