import { fork, type ChildProcess } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { call, eventsOf, logIn, subscribe, until } from '../testing/client.ts';
import { logInAs, openDomain, ready, send, sequenced, type TestDomain } from '../testing/domain.ts';
import { freePort, startTestPostgres, type TestPostgres } from '@plimsoll/edge/testing/postgres';

let postgres: TestPostgres;
let domain: TestDomain;
const children: ChildProcess[] = [];
// Longer than anything this machine may do to a live node; what is tested here does not wait for it.
const patient = { offlineAfterMs: 20_000, statementMs: 10_000, awaitSequencedMs: 15_000 };

beforeAll(async () => {
  postgres = await startTestPostgres();
}, 60_000);
afterAll(() => postgres.stop());
beforeEach(async () => {
  domain = await openDomain(postgres);
});
afterEach(async () => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  await domain.close();
});

const onlineRows = async (): Promise<{ node_index: number; watermark_micros: number }[]> => {
  const rows = await domain.sql('select node_index, watermark_micros from sequencer.watermarks where online');
  return rows.map((each) => ({
    node_index: Number(each['node_index']),
    watermark_micros: Number(each['watermark_micros']),
  }));
};

test('a node that is marked offline deletes what it left uncovered, and goes on above everything shown', async () => {
  const node = await domain.start('a', patient);
  await ready(node);
  const alice = await logInAs(domain, node, 'alice');
  const first = await sequenced(node, alice);
  const [own] = await onlineRows();
  // A frozen row with an event past its watermark: what a paused node leaves behind.
  await domain.sql(`update sequencer.watermarks set online = false`);
  const orphan = first + 7_000_000;
  await domain.sql(
    `insert into sequencer.events values (${orphan}, ${own?.node_index}, 'D', 1, 'orphan', null, null)`,
  );
  await domain.sql(`insert into sequencer.event_recipients values (1, ${orphan}), (2, ${orphan})`);
  await until('not ready', async () => (await call(node.url, '/health/ready')).status === 503);
  await ready(node);
  const second = await sequenced(node, alice);
  expect(second).toBeGreaterThan(first);
  const rows = await onlineRows();
  expect(rows).toHaveLength(1);
  if (rows[0]?.node_index === own?.node_index) {
    expect(await domain.sql(`select 1 from sequencer.events where message_id = 'orphan'`)).toEqual([]);
    expect(
      await domain.sql(`select 1 from sequencer.event_recipients where timestamp_micros = ${orphan}`),
    ).toEqual([]);
  }
  const stream = await subscribe(node.url, await logInAs(domain, node, 'bob'), first);
  await until('both', () => eventsOf(stream).length >= 2);
  expect(eventsOf(stream).map((event) => event.timestampMicros)).toEqual([first, second]);
  stream.close();
});

test('clean-up removes the index’s uncovered events from every table, and nothing else', async () => {
  const node = await domain.start('a', { ...patient, totalNodes: 1 });
  await ready(node);
  const alice = await logInAs(domain, node, 'alice');
  const kept = await sequenced(node, alice);
  await domain.sql('update sequencer.watermarks set online = false');
  const orphan = (Date.now() + 5000) * 1000;
  await domain.sql(`insert into sequencer.payloads values (${orphan}, gen_random_uuid(), '2:aGk=')`);
  await domain.sql(`insert into sequencer.events values (${orphan}, 0, 'D', 1, 'orphan', ${orphan}, null)`);
  await domain.sql(`insert into sequencer.event_recipients values (1, ${orphan}), (2, ${orphan})`);
  await until(
    'recovery',
    async () => (await domain.sql(`select 1 from sequencer.events where message_id = 'orphan'`)).length === 0,
  );
  await ready(node);
  for (const [table, column] of [
    ['payloads', 'payload_micros'],
    ['event_recipients', 'timestamp_micros'],
  ])
    expect(await domain.sql(`select 1 from sequencer.${table} where ${column} = ${orphan}`)).toEqual([]);
  expect(await domain.sql(`select 1 from sequencer.events where timestamp_micros = ${kept}`)).toHaveLength(1);
});

test('N simultaneous starters lease N distinct indexes, and the next one waits for one to be free', async () => {
  const settings = { ...patient, totalNodes: 3 };
  const nodes = await Promise.all(['a', 'b', 'c', 'd'].map((name) => domain.start(name, settings)));
  await until('three online', async () => (await onlineRows()).length === 3);
  expect(new Set((await onlineRows()).map((each) => each.node_index)).size).toBe(3);
  const health = await Promise.all(nodes.map((node) => call(node.url, '/health')));
  const waiting = health.findIndex((reply) => String(reply.body['reasons']).includes('indexes are in use'));
  expect(waiting).toBeGreaterThanOrEqual(0);
  await nodes[(waiting + 1) % 4]?.stop();
  await ready(nodes[waiting]!);
});

test('a node whose locking connection is killed under load loses nothing that it acknowledged', async () => {
  const [a, b] = [await domain.start('a', patient), await domain.start('b', patient)];
  await Promise.all([ready(a), ready(b)]);
  const alice = await logInAs(domain, a, 'alice');
  const acknowledged: number[] = [];
  let stop = false;
  const load = (async () => {
    while (!stop) {
      const reply = await send(a, alice);
      if (reply.body['status'] === 'sequenced') acknowledged.push(reply.body['timestampMicros'] as number);
      else expect(['SEQUENCER_UNAVAILABLE', 'SEQUENCING_UNKNOWN']).toContain(reply.body.error?.code);
    }
  })();
  for (let turn = 0; turn < 3; turn++) {
    const before = acknowledged.length;
    await until('acknowledgements', () => acknowledged.length > before + 5);
    await domain.sql(
      `select pg_terminate_backend(pid) from pg_stat_activity where application_name like '% writer a'`,
    );
  }
  const before = acknowledged.length;
  await until('acknowledgements after recovery', () => acknowledged.length > before + 5);
  stop = true;
  await load;
  const stream = await subscribe(b.url, await logInAs(domain, b, 'bob'), acknowledged[0]);
  await until('the last', () =>
    eventsOf(stream).some((event) => event.timestampMicros === acknowledged.at(-1)),
  );
  const shown = new Set(eventsOf(stream).map((event) => event.timestampMicros));
  expect(acknowledged.filter((each) => !shown.has(each))).toEqual([]);
  stream.close();
});

test('a crash of the database is recovered from alone, and a stop during an outage ends in time', async () => {
  const node = await domain.start('a', { ...patient, drainMs: 3000 });
  await ready(node);
  const alice = await logInAs(domain, node, 'alice');
  const first = await sequenced(node, alice);
  await postgres.crash();
  await until('sequenced again', async () => (await send(node, alice)).body['status'] === 'sequenced');
  const stream = await subscribe(node.url, await logInAs(domain, node, 'bob'), first);
  await until('events', () => eventsOf(stream).length >= 2);
  expect(eventsOf(stream)[0]?.timestampMicros).toBe(first);
  stream.close();
  postgres.freeze();
  try {
    await until('not ready', async () => (await call(node.url, '/health/ready')).status === 503);
    const started = performance.now();
    await node.stop();
    expect(performance.now() - started).toBeLessThan(10_000);
  } finally {
    postgres.thaw();
  }
}, 60_000);

test('a killed node is noticed by its lost lease, long before the offline interval', async () => {
  const survivor = await domain.start('survivor', patient);
  await ready(survivor);
  const victim = await startProcess('victim', patient);
  const alice = await logInAs(domain, survivor, 'alice');
  await until('two online', async () => (await onlineRows()).length === 2);
  victim.child.kill('SIGKILL');
  const started = performance.now();
  await until('one online', async () => (await onlineRows()).length === 1);
  await sequenced(survivor, alice);
  expect(performance.now() - started).toBeLessThan(patient.offlineAfterMs / 2);
}, 60_000);

test('a paused node that was given up never shows its late events nor acknowledges them, and serves again', async () => {
  const eager = { offlineAfterMs: 1500, statementMs: 1000, onlineCheckMs: 100, awaitSequencedMs: 15_000 };
  const survivor = await domain.start('survivor', eager);
  await ready(survivor);
  const paused = await startProcess('paused', eager);
  const token = await logIn(paused.url, domain.members[0]!);
  const outcomes = new Map<string, string>();
  let count = 0;
  const push = (): void => {
    const messageId = `zombie-${++count}`;
    send(paused as never, token, { messageId }).then(
      (reply) =>
        outcomes.set(
          messageId,
          reply.body.error?.code ?? JSON.stringify(reply.body['status']).replaceAll('"', ''),
        ),
      () => outcomes.set(messageId, 'broken'),
    );
  };
  const timer = setInterval(push, 5);
  await until('some sequenced', () => [...outcomes.values()].includes('sequenced'));
  paused.child.kill('SIGSTOP');
  await until('marked offline', async () => (await onlineRows()).length === 1);
  clearInterval(timer);
  paused.child.kill('SIGCONT');
  await until('all answered', () => outcomes.size === count);
  await until(
    'serves again',
    async () => (await send(paused as never, token)).body['status'] === 'sequenced',
  );
  const stream = await subscribe(survivor.url, await logInAs(domain, survivor, 'alice'));
  await sequenced(survivor, await logInAs(domain, survivor, 'alice'), { messageId: 'last' });
  await until('the last', () => eventsOf(stream).some((event) => event.messageId === 'last'));
  const shown = new Set(eventsOf(stream).map((event) => event.messageId));
  const definite = ['SEQUENCER_UNAVAILABLE', 'MAX_SEQUENCING_TIME_EXCEEDED', 'SEQUENCER_OVERLOADED'];
  for (const [messageId, outcome] of outcomes) {
    if (outcome === 'sequenced') expect(shown).toContain(messageId);
    if (definite.includes(outcome)) expect(shown).not.toContain(messageId);
  }
  stream.close();
}, 60_000);

/** A node in a process of its own, ready. */
async function startProcess(
  instance: string,
  settings: object,
): Promise<{ url: string; child: ChildProcess }> {
  const listen = `127.0.0.1:${await freePort()}`;
  const file = join(domain.membersFile, '..', `${instance}.json`);
  const { databaseUrl, membersFile } = domain;
  writeFileSync(
    file,
    JSON.stringify({ instance, listen, databaseUrl, membersFile, logLevel: 'silent', ...settings }),
  );
  const child = fork(join(import.meta.dirname, 'main.ts'), ['--config', file], { stdio: 'ignore' });
  children.push(child);
  const url = `http://${listen}`;
  await until(
    `${instance} ready`,
    async () => (await call(url, '/health/ready').catch(() => undefined))?.status === 200,
    30_000,
  );
  return { url, child };
}
