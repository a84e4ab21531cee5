import { afterAll, beforeAll, expect, test } from 'vitest';
import { call, eventsOf, post, subscribe, until } from '../../testing/client.ts';
import { logInAs, openDomain, ready, sequenced, type TestDomain } from '../../testing/domain.ts';
import { startTestPostgres, type TestPostgres } from '@plimsoll/edge/testing/postgres';
import type { SequencerNode } from '../run-sequencer.ts';

let postgres: TestPostgres;
let domain: TestDomain;
let nodes: SequencerNode[];
const settings = { pruneIntervalMs: 50, pruneRetainMs: 0, offlineAfterMs: 20_000, statementMs: 10_000 };

beforeAll(async () => {
  postgres = await startTestPostgres();
  domain = await openDomain(postgres);
  nodes = await Promise.all(['a', 'b'].map((name) => domain.start(name, settings)));
  await Promise.all(nodes.map(ready));
}, 60_000);
afterAll(async () => {
  await domain.close();
  await postgres.stop();
});

const boundAt = async (node: SequencerNode, token: string): Promise<number> =>
  ((await call(node.url, '/v1/bounds', { headers: { authorization: `Bearer ${token}` } })).body[
    'lowerBoundMicros'
  ] as number | null) ?? 0;

test('pruning follows the slowest enabled member, keeps links, refuses what is gone, and moves to another node', async () => {
  const [a, b] = nodes as [SequencerNode, SequencerNode];
  const [alice, bob, carol] = await Promise.all(
    ['alice', 'bob', 'carol'].map((name) => logInAs(domain, a, name)),
  );
  const times: number[] = [];
  for (let turn = 0; turn < 4; turn++) times.push(await sequenced(a, alice!));
  const acknowledge = (token: string | undefined, timestampMicros: number | undefined) =>
    post(b.url, '/v1/acknowledge', { timestampMicros }, token);
  await acknowledge(alice, times[3]);
  await acknowledge(bob, times[2]);
  const registered = Number(
    (await domain.sql('select max(registered_micros) as at from sequencer.members'))[0]?.['at'],
  );
  await until('bound at the registration of carol, who acknowledged nothing', async () => {
    const bound = await boundAt(b, bob!);
    expect(bound).toBeLessThanOrEqual(registered);
    return bound > 0;
  });
  await acknowledge(carol, times[3]);
  await until('bound at the acknowledgement of bob', async () => {
    const bound = await boundAt(b, bob!);
    expect(bound).toBeLessThanOrEqual(times[2]!);
    return bound === times[2];
  });
  await until('rows gone', async () => {
    const rows = await domain.sql(`select 1 from sequencer.events where timestamp_micros < ${times[2]}`);
    return rows.length === 0;
  });
  expect((await subscribe(b.url, bob!, times[1])).status).toBe(410);
  const stream = await subscribe(b.url, bob!);
  await until('the rest', () => eventsOf(stream).length === 2);
  expect(eventsOf(stream).map((event) => [event.previousMicros, event.timestampMicros])).toEqual([
    [times[1], times[2]],
    [times[2], times[3]],
  ]);
  stream.close();

  // Exactly one session holds the lock; when it is gone, pruning goes on at whichever node asks next.
  const holders = () =>
    domain.sql(`select l.pid from pg_locks l where l.locktype = 'advisory' and l.classid = 5463 and l.granted
      and l.database = (select oid from pg_database where datname = current_database())`);
  const before = await holders();
  expect(before).toHaveLength(1);
  await domain.sql(`select pg_terminate_backend(${String(before[0]?.['pid'])})`);
  const last = await sequenced(a, alice!);
  for (const token of [alice, bob, carol]) await acknowledge(token, last);
  await until('bound moved on', async () => (await boundAt(b, bob!)) === last);
  expect(await holders()).toHaveLength(1);
}, 60_000);
