import type { Manifest } from '@plimsoll/interface/manifest/manifest';
import { describe, expect, test } from 'vitest';
import { blueprint } from './blueprint.ts';

const component = (role: string, text: string): Manifest['components'][number] => ({
  role,
  serves: 'node',
  multiplicity: 'instance',
  start: { command: ['run', text] },
  ports: ['api'],
  readiness: { port: 'api', path: '/', withinMs: 1 },
  stop: { signal: 'SIGTERM', withinMs: 1 },
});

const manifest = {
  needs: [
    { kind: 'postgres', scope: 'instance' },
    { kind: 'kafka', topics: [{ name: 'pending', owner: 'manager', partitions: 1 }] },
  ],
  components: [component('manager', '{{needs.postgres.url}}'), component('prover', '-')],
} as unknown as Manifest;

const topology = { sites: ['a', 'b', 'c'], instances: { a: 1, b: 1 }, postgres: 'single' } as const;

describe('a testbed that does not run', () => {
  test('has the brokers and topics that there will be', () => {
    const bed = blueprint(
      manifest,
      { ...topology, kafka: 'witness', kafkaTopics: { replication: 2 } },
      false,
    );
    expect(bed.kafka?.brokers.map(({ name, votes }) => [name, votes])).toEqual([
      ['kafka-all-a-1', true],
      ['kafka-all-b-1', true],
      ['kafka-all-c-1', true],
    ]);
    expect(bed.kafka?.topics).toMatchObject([
      { topic: 'pending-manager-a-1', site: 'a', assignment: [[1, 2]] },
      { topic: 'pending-manager-b-1', site: 'b', assignment: [[2, 1]] },
    ]);
    // A witness is a site like any other: it can be lost.
    expect(bed.processesIn('c').map(({ name }) => name)).toContain('kafka-all-c-1');
    expect(() => bed.kafka?.brokers[0]?.kill()).toThrow('does not run');
    expect(() => bed.kafka?.clusters[0]?.controller()).toThrow('does not run');
  });

  test('has a cluster for each site where nothing is said, and none where there is none', () => {
    const bed = blueprint(manifest, topology, false);
    expect(bed.kafka?.clusters.map(({ name }) => name)).toEqual(['a', 'b', 'c']);
    expect(bed.kafka?.clusterOf('b').home).toBe('b');
    expect(blueprint(manifest, { ...topology, kafka: 'none' }, false).kafka).toBeUndefined();
  });

  test('has no one database where each instance has its own, and a route for whoever asks for one', () => {
    const bed = blueprint(manifest, topology, false);
    expect(bed.postgres).toBeUndefined();
    expect(bed.needRoute('manager-a-1')?.instance).toBe('manager-a-1');
    expect(bed.needRoute('prover-a-1')).toBeUndefined();
  });
});
