import { expect, test } from 'vitest';
import { imaginedTestbed, type Imagined } from '../../fixture/imagined-testbed.ts';
import type { Fault } from '../fault.ts';
import { loadFaults } from '../registry.ts';

const faults = await loadFaults();

function targets(name: string, imagined: Imagined = {}): readonly string[] | string {
  const fault = faults.find((each) => each.name === name) as Fault;
  const found = fault.targets(imaginedTestbed(imagined));
  return 'notAvailable' in found ? found.notAvailable : found.map((target) => target.name);
}

test('processes are targets by what they serve, never by a product role', () => {
  expect(targets('kill')).toEqual([
    'node:node-a-1',
    'gateway:gateway-a-1',
    'node:node-b-1',
    'gateway:gateway-b-1',
  ]);
  expect(targets('kill-all-nodes')).toEqual(['nodes']);
});

test('each pair of sites is a link, and two one-way links', () => {
  expect(targets('link-cut', { sites: ['a', 'b', 'c'] })).toEqual(['link:a-b', 'link:a-c', 'link:b-c']);
  expect(targets('link-one-way')).toEqual(['link:a>b', 'link:b>a']);
});

test('a broken link touches the side away from the primary', () => {
  const fault = faults.find((each) => each.name === 'link-cut') as Fault;
  expect(fault.targets(imaginedTestbed())).toEqual([
    { name: 'link:a-b', touches: ['b', 'node-b-1', 'gateway-b-1'] },
  ]);
});

test('what is not there is not available, with the reason', () => {
  expect(targets('link-cut', { sites: ['a'] })).toBe('there is one site only, so no link');
  expect(targets('site-dark', { sites: ['a'] })).toBe('there is one site only, so no link to cut');
  expect(targets('database-stalled', { postgres: 'none' })).toBe('the subject needs no database');
  expect(targets('database-restart', { postgres: 'none' })).toBe('the subject needs no database');
  expect(targets('database-failover', { postgres: 'none' })).toBe('the subject needs no database');
  expect(targets('database-failover', { postgres: 'single' })).toBe(
    'the database is single: there is no synchronous standby',
  );
  expect(targets('database-rolled-back', { postgres: 'none' })).toBe('the subject needs no database');
  expect(targets('clock-back', { clocks: false })).toBe('clocks are not preloaded here (no libfaketime)');
});

test('clocks are those of processes and of whole sites', () => {
  expect(targets('clock-drift')).toContain('node:node-b-1');
  expect(targets('clock-drift')).toContain('site:b');
});

test('the chain is one target, the ways of a site to it another, and each endpoint one', () => {
  expect(targets('chain-reorg')).toEqual(['chain']);
  expect(targets('site-cut-from-chain')).toEqual(['rpc:a', 'rpc:b']);
  expect(targets('rpc-endpoint-down')).toEqual(['rpc:a/1', 'rpc:a/2', 'rpc:b/1', 'rpc:b/2']);
  for (const name of ['chain-reorg', 'transaction-dropped', 'rpc-slow', 'rpc-endpoint-silent']) {
    expect(targets(name, { chain: false })).toBe('the subject needs no chain');
  }
});

test('brokers, controllers, topics and groups are targets where there is Kafka', () => {
  for (const name of ['broker-kill', 'controller-kill', 'replica-out-of-isr', 'consumer-offsets-lost']) {
    expect(targets(name)).toBe('the subject needs no Kafka');
  }
  expect(targets('broker-pause', { kafka: true })).toEqual(['broker:kafka-all-a-1', 'broker:kafka-all-b-1']);
  expect(targets('controller-kill', { kafka: true })).toEqual(['controller:all']);
  expect(targets('replica-out-of-isr', { kafka: true })).toEqual(['topic:spread']);
  expect(targets('consumer-offsets-lost', { kafka: true })).toEqual(['groups']);
});

test('only nodes that use a database have a way to it', () => {
  expect(targets('database-reset')).toEqual(['route:node-a-1', 'route:node-b-1']);
});
