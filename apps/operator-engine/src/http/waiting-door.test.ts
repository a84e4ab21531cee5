import { pino } from 'pino';
import { expect, test } from 'vitest';
import { openWaitingDoor } from './waiting-door.ts';

test('an engine without a chain is alive, says why it is not ready, takes nothing, and frees its address', async () => {
  const door = openWaitingDoor({ instance: 'engine-1', listen: '127.0.0.1:0' }, pino({ level: 'silent' }));
  const url = await door.waiting('no node answers');
  expect(await door.waiting('still none')).toBe(url);
  const ask = async (path: string, method = 'GET'): Promise<[number, unknown]> => {
    const reply = await fetch(`${url}${path}`, { method });
    return [reply.status, await reply.json()];
  };
  const reasons = ['waiting for the chain: still none'];
  expect(await ask('/health')).toEqual([
    503,
    expect.objectContaining({ instance: 'engine-1', ready: false, reasons }),
  ]);
  expect(await ask('/health/live')).toEqual([200, expect.objectContaining({ live: true, reasons })]);
  expect(await ask('/operations', 'POST')).toEqual([
    503,
    { error: { code: 'NOT_READY', message: reasons[0] } },
  ]);
  expect((await ask('/status'))[0]).toBe(503);
  await door.close();
  await expect(fetch(`${url}/health`)).rejects.toThrow('fetch failed');
});
