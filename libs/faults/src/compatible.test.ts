import { expect, test } from 'vitest';
import { imaginedTestbed } from '../fixture/imagined-testbed.ts';
import { incompatible } from './compatible.ts';
import type { Fault } from './fault.ts';
import { loadFaults } from './registry.ts';
import type { AimedFault } from './resources.ts';

const faults = await loadFaults();
const testbed = imaginedTestbed();
const aimed = (name: string, target: string): AimedFault => ({
  fault: faults.find((each) => each.name === name) as Fault,
  target: { name: target, touches: [] },
});

test.each([
  ['kill', 'node:node-a-1', 'link-slow', 'link:a-b'],
  ['kill', 'node:node-a-1', 'kill', 'gateway:gateway-a-1'],
  ['pause-long', 'node:node-b-1', 'database-stalled', 'route:node-b-1'],
  ['database-restart', 'postgres', 'kill', 'node:node-a-1'],
  ['clock-forward', 'node:node-a-1', 'clock-back', 'node:node-b-1'],
  ['site-dead', 'site:b', 'kill', 'node:node-a-1'],
  ['database-pause', 'postgres', 'link-cut', 'link:a-b'],
])('%s on %s and %s on %s may be on together, either way round', (one, at, other, there) => {
  expect(incompatible(testbed, aimed(one, at), aimed(other, there))).toBeUndefined();
  expect(incompatible(testbed, aimed(other, there), aimed(one, at))).toBeUndefined();
});

test.each([
  ['kill', 'node:node-a-1', 'pause-long', 'node:node-a-1', 'process:node-a-1'],
  ['kill', 'node:node-a-1', 'clock-back', 'node:node-a-1', 'process:node-a-1'],
  ['kill-all-nodes', 'nodes', 'kill', 'node:node-b-1', 'process:node-b-1'],
  ['link-cut', 'link:a-b', 'link-one-way', 'link:b>a', 'link:a-b'],
  ['site-cut', 'site:b', 'link-slow', 'link:a-b', 'link:a-b'],
  ['site-dead', 'site:a', 'database-restart', 'postgres', 'database'],
  ['clock-forward', 'site:a', 'database-pause', 'postgres', 'database'],
  ['database-failover', 'postgres', 'link-slow', 'link:a-b', 'healed over the link'],
  ['database-rolled-back', 'postgres', 'kill', 'node:node-a-1', 'stands alone'],
])('%s on %s and %s on %s may not: %s', (one, at, other, there, why) => {
  expect(incompatible(testbed, aimed(one, at), aimed(other, there))).toContain(why);
  expect(incompatible(testbed, aimed(other, there), aimed(one, at))).toContain(why);
});
