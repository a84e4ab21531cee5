import { expect, test } from 'vitest';
import { completeConfig, readConfig } from './read-config.ts';
import { refuseUnsafeServer } from './refuse-unsafe.ts';

const least = { instance: 'a', listen: '127.0.0.1:1', databaseUrl: 'postgres://x/y', membersFile: 'm.json' };

test('the profile gives what the file leaves out, and the file wins', () => {
  expect(completeConfig(least)).toMatchObject({ profile: 'swift', lostLeaseCheckMs: 25, keepAliveMs: 50 });
  const faithful = completeConfig({ ...least, profile: 'faithful', pollMs: 100 });
  expect(faithful).toMatchObject({ offlineAfterMs: 8000, onlineCheckMs: 5000, notify: false, pollMs: 100 });
});

test.each([
  ['totalNodes 33', { totalNodes: 33 }],
  ['offlineAfterMs 200', { offlineAfterMs: 200, statementMs: 100, clockAheadMs: 50 }],
  ['clockAheadMs 2000', { clockAheadMs: 2000 }],
  ['statementMs 2000', { statementMs: 2000 }],
  ['lostLeaseCheckMs 3000', { lostLeaseCheckMs: 3000 }],
  ['awaitSequencedMs 60', { awaitSequencedMs: 60 }],
  ['setting keepalive is not known', { keepalive: 3 }],
  ['databaseUrl', { databaseUrl: 'mysql://x' }],
])('refused by name: %s', (name, change) => {
  expect(() => completeConfig({ ...least, ...change })).toThrow(name);
});

test('an unreadable file is named', () => {
  expect(() => readConfig('/nowhere/x.json')).toThrow('--config /nowhere/x.json');
});

test('a server that acknowledges before a commit is durable is refused', () => {
  const sound = { commit_mode: 'on', version: 180_000, standby: false, fsync: 'on' };
  expect(() => refuseUnsafeServer(sound)).not.toThrow();
  expect(() => refuseUnsafeServer({ ...sound, commit_mode: 'off' })).toThrow('synchronous_commit off');
  expect(() => refuseUnsafeServer({ ...sound, version: 160_000 })).toThrow('older than 17');
});
