import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { completeConfig, readConfig } from './read-config.ts';

const least = {
  api: { http_port: 6010 },
  database: { url: 'postgres://u@127.0.0.1:1/d' },
  engine: { uri: '127.0.0.1:5000' },
  rollup: { chain_id: 31_337, contract_address: `0x${'AB'.repeat(20)}` },
  kafka: { brokers: 'k:1', batch_updates_topic: 'u', invalid_operations_topic: 'i' },
  ha: {
    instance: 'operator-manager-a-1',
    kafka: {
      brokers: 'k:1, k:2',
      pending_operations_replication_topic: 'p1',
      pending_operations_replication_partitions: 3,
      consumer_group_name: 'g',
    },
  },
};
const kafka = (change: object): object => ({
  ...least,
  ha: { ...least.ha, kafka: { ...least.ha.kafka, ...change } },
});

test('documented keys, with broker lists per copied topic', () => {
  const config = completeConfig(kafka({ copy: [{ topic: 'p2', brokers: ['x:1'] }] }) as never);
  expect(config).toMatchObject({
    listen: '127.0.0.1:6010',
    contract: `0x${'ab'.repeat(20)}`,
    engine: { uri: 'http://127.0.0.1:5000' },
    ha: {
      brokers: ['k:1', 'k:2'],
      ownTopic: 'p1',
      copies: [{ topic: 'p2', brokers: ['x:1'] }],
      acks: 'all',
      claims: ['lossless'],
    },
  });
  const named = completeConfig(kafka({ pending_operations_replication_topics_to_copy: ['p2'] }) as never);
  expect(named.ha.copies).toEqual([{ topic: 'p2', brokers: ['k:1', 'k:2'] }]);
});

test.each<[string, object, string]>([
  ['an unknown key', { ...least, api: { http_prot: 1 } }, 'api.http_prot'],
  ['a wrong type', { ...least, api: { http_port: '6010' } }, 'api.http_port'],
  ['a missing key', { ...least, engine: {} }, 'engine.uri'],
  ['a default that would hear of no batch (RH-14)', { ...least, kafka: {} }, 'kafka.batch_updates_topic'],
  [
    'what this manager does not have',
    { ...least, api: { http_port: 1, websocket_port: 2 } },
    'api.websocket_port',
  ],
  ['brokers that are none', kafka({ brokers: 'nobody' }), 'ha.kafka.brokers'],
])('%s is refused by name', (_, table, name) => {
  expect(() => completeConfig(table as never)).toThrow(name);
});

test('of several files the last wins, and overrides win over files', () => {
  const folder = mkdtempSync(join(tmpdir(), 'plimsoll-toml-'));
  const file = (name: string, text: string): string => {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  };
  const base = file(
    'base.toml',
    `[api]\nhttp_port = 1\n[database]\nurl = "postgres://h"\n[engine]\nuri = "e:1"\n[rollup]\nchain_id = 1\ncontract_address = "0x${'00'.repeat(20)}"\n` +
      `[kafka]\nbatch_updates_topic = "u"\ninvalid_operations_topic = "i"\n[ha]\ninstance = "m"\n[ha.kafka]\nconsumer_group_name = "g"\n` +
      `pending_operations_replication_topic = "p"\npending_operations_replication_partitions = 3\n`,
  );
  const over = file('over.toml', '[api]\nhttp_port = 2\n');
  expect(readConfig([base, over]).listen).toBe('127.0.0.1:2');
  expect(readConfig([base, over], ['config.override.api.http_port=3']).listen).toBe('127.0.0.1:3');
  expect(readConfig([base], ['config.override.ha.instance=other']).instance).toBe('other');
  expect(() => readConfig([base], ['api.http_port=3'])).toThrow('-Dapi.http_port=3');
  expect(() => readConfig([file('bad.toml', 'a = = 1')])).toThrow('is not TOML');
  expect(() => readConfig([join(folder, 'missing.toml')])).toThrow('cannot be read');
});

test('a topics file gives own topic, topics to copy and those of the engine beside', () => {
  const path = join(mkdtempSync(join(tmpdir(), 'plimsoll-toml-')), 'topics.json');
  const topic = (name: string, owner: string, site: string): object => ({
    topic: `${name}-${owner}`,
    name,
    owner,
    site,
    cluster: site,
    partitions: name === 'pending-operations' ? 3 : 1,
    replication: 2,
    minInSyncReplicas: 2,
    brokers: [`${site}:1`],
  });
  const topics = ['a', 'b'].flatMap((site) => [
    topic('pending-operations', `operator-manager-${site}-1`, site),
    topic('batch-updates', `operator-engine-${site}-1`, site),
    topic('invalid-operations', `operator-engine-${site}-1`, site),
  ]);
  writeFileSync(path, JSON.stringify({ plimsoll: 1, topics }));
  const ha = { instance: 'operator-manager-a-1', kafka: { topics_file: path, consumer_group_name: 'g' } };
  expect(completeConfig({ ...least, kafka: {}, ha } as never)).toMatchObject({
    kafka: { brokers: ['a:1'], batchUpdatesTopic: 'batch-updates-operator-engine-a-1' },
    ha: {
      brokers: ['a:1'],
      ownTopic: 'pending-operations-operator-manager-a-1',
      partitions: 3,
      copies: [{ topic: 'pending-operations-operator-manager-b-1', brokers: ['b:1'] }],
    },
  });
  writeFileSync(path, '{}');
  expect(() => completeConfig({ ...least, ha } as never)).toThrow('topics_file');
});
