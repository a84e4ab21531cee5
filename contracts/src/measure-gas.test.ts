import { expect, test } from 'vitest';
import { measureGas } from './measure-gas.ts';

test('a batch of orders costs at most twice what its bytes cost at least (issue, section 6)', async () => {
  const rows = await measureGas([1, 64]);
  for (const { what, gas, floor } of rows) {
    expect(gas).toBeGreaterThanOrEqual(floor);
    if (what === 'orders') expect(gas / floor).toBeLessThan(2);
  }
  // The more operations, the less each.
  const [one, many] = rows;
  expect((many?.gas ?? 0) / 64).toBeLessThan((one?.gas ?? 0) / 4);
}, 60_000);
