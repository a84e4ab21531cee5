import { readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { loadFaults } from './registry.ts';

const faults = await loadFaults();

test('every file of the folder is a fault, named like it', () => {
  const files = readdirSync(new URL('./catalogue/', import.meta.url)).map((file) => file.slice(0, -3));
  expect(faults.map(({ name }) => name)).toEqual(files.toSorted());
});

// The list (section 5), in the catalogue's words.
const wanted = `
  kill pause-long pause-short stop-graceful restart restart-storm kill-all-nodes
  site-dead site-cut site-dark
  link-cut link-one-way link-stall link-slow link-narrow link-reset link-flap
  database-connection-lost database-stalled database-reset database-slow database-restart
  database-kill database-pause database-failover database-rolled-back
  clock-forward clock-back clock-drift clock-wrong-at-start
  chain-reorg mining-stalled transaction-dropped rpc-slow rpc-endpoint-down rpc-endpoint-silent site-cut-from-chain
  gas-spike
  broker-kill broker-pause controller-kill replica-out-of-isr log-directory-rolled-back consumer-offsets-lost
`
  .trim()
  .split(/\s+/);
test.each(wanted)('%s is there', (name) => {
  expect(faults.map((fault) => fault.name)).toContain(name);
});

test.each(faults)('$name says all that a reader and a plan need', (fault) => {
  expect(fault.text.length).toBeGreaterThan(80);
  expect(fault.mode).not.toBe('');
  expect(fault.source).not.toBe('');
  expect(fault.parameters['holdMs']).toBeTypeOf('number');
  // Units stand last in a name; rates, counts and the like have none.
  for (const name of Object.keys(fault.parameters)) {
    expect(name).toMatch(/(Ms|PerSecond|rate|restarts|Sends|Blocks|Gwei)$/);
  }
  if (fault.class === 'clock') expect(fault.needsClocks).toBe(true);
});
