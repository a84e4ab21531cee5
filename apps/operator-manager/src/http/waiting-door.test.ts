import { pino } from 'pino';
import { expect, onTestFinished, test } from 'vitest';
import { freePort } from '@plimsoll/edge/testing/postgres';
import type { Config } from '../config/config.ts';
import { createMetrics } from '../metrics/metrics.ts';
import { openWaitingDoor } from './waiting-door.ts';

test('a manager that waits for its database or its brokers says so, refuses by name, and gives its address back', async () => {
  const listen = `127.0.0.1:${await freePort()}`;
  const limits = { bodyBytes: 10_000, callsInBatch: 10 };
  const config = { instance: 'm-a-1', listen, limits } as unknown as Config;
  const door = openWaitingDoor(config, pino({ level: 'silent' }), createMetrics());
  onTestFinished(() => door.close());
  const health = async (): Promise<Response | undefined> =>
    fetch(`http://${listen}/health/ready`).catch(() => undefined);
  expect(await health()).toBeUndefined();
  door.waitingFor('the database')('connect ECONNREFUSED');
  await expect.poll(health).toMatchObject({ status: 503 });
  door.waitingFor('the brokers')('no answer');
  expect(await (await health())?.json()).toMatchObject({
    instance: 'm-a-1',
    ready: false,
    reasons: ['waiting for the brokers: no answer'],
  });
  const call = async (method: string): Promise<unknown> => {
    const headers = { 'content-type': 'application/json' };
    const body = JSON.stringify([{ jsonrpc: '2.0', id: 7, method, params: [] }]);
    return (await fetch(`http://${listen}/`, { method: 'POST', headers, body })).json();
  };
  expect(await call('pazkp_createMoneyOrder')).toMatchObject([
    { id: 7, error: { message: 'waiting for the brokers: no answer', data: { code: 'NOT_READY' } } },
  ]);
  expect(await call('pazkp_nope')).toMatchObject([{ error: { data: { code: 'METHOD_NOT_FOUND' } } }]);
  await door.close();
  expect(await health()).toBeUndefined();
});
