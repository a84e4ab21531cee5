import { expect, test } from 'vitest';
import { Manifest } from '@plimsoll/interface/manifest/manifest';
import { driverOf } from './driver-of.ts';
import { routesFrom } from './routes.ts';

test('every system that a manifest can name is driven', () => {
  const systems = Manifest.properties.system.anyOf.map((each) => each.const);
  expect(systems.length).toBeGreaterThan(1);
  expect(new Set(systems.map((system) => driverOf(system))).size).toBe(systems.length);
  expect(() => driverOf('abacus')).toThrow('no load drives the system "abacus"');
});

test.each(['sequencer', 'operator'])(
  'the %s has as many identities as its load asks for, each with a key of its own',
  (system) => {
    const load = {
      members: 5,
      ratePerSecond: 1,
      arrivals: 'constant',
      maxSequencingTimeMs: 1000,
      awaitShare: 0,
      bytes: [1, 2],
    } as const;
    const { members } = driverOf(system).createIdentities({ load, endpoints: ['a', 'b'], sites: ['a', 'b'] });
    expect(members.length).toBeGreaterThan(5);
    expect(new Set(members.map(({ name }) => name)).size).toBe(members.length);
    expect(new Set(members.map(({ publicKey }) => publicKey)).size).toBe(members.length);
  },
);

test('routes of a site: own nodes, nodes elsewhere, gateways', () => {
  const address = { host: '127.0.0.1', port: 1 };
  const from = { a: address, b: address };
  const endpoints = [
    { instance: 'gateway-a', site: 'a', serves: 'gateway', from },
    { instance: 'node-b', site: 'b', serves: 'node', from },
    { instance: 'node-a', site: 'a', serves: 'node', from },
  ] as const;
  expect(routesFrom('a', endpoints).all.map(({ endpoint }) => endpoint.instance)).toEqual([
    'node-a',
    'node-b',
    'gateway-a',
  ]);
});
