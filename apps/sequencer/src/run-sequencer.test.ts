import { afterAll, beforeAll, expect, test } from 'vitest';
import { call, eventsOf, logIn, post, subscribe, until } from '../testing/client.ts';
import { logInAs, openDomain, ready, send, sequenced, type TestDomain } from '../testing/domain.ts';
import { startTestPostgres, type TestPostgres } from '@plimsoll/edge/testing/postgres';
import type { SequencerNode } from './run-sequencer.ts';

let postgres: TestPostgres;
let domain: TestDomain;
let a: SequencerNode;
let b: SequencerNode;
let alice: string;
let bob: string;

beforeAll(async () => {
  postgres = await startTestPostgres();
  domain = await openDomain(postgres);
  a = await domain.start('a', { pruneRetainMs: 600_000 });
  b = await domain.start('b', { pruneRetainMs: 600_000 });
  await Promise.all([ready(a), ready(b)]);
  alice = await logInAs(domain, a, 'alice');
  bob = await logInAs(domain, b, 'bob');
}, 60_000);
afterAll(async () => {
  await domain.close();
  await postgres.stop();
});

test('what is sequenced at one node is read at the other, in the same order and with the same links', async () => {
  const stream = await subscribe(b.url, bob);
  const elsewhere = await subscribe(a.url, bob);
  const times: number[] = [];
  for (let turn = 0; turn < 6; turn++) times.push(await sequenced(turn % 2 ? a : b, alice));
  await until(
    'all events at both nodes',
    () => eventsOf(stream).length >= 6 && eventsOf(elsewhere).length >= 6,
  );
  const events = eventsOf(stream).slice(-6);
  expect(events.map((event) => event.timestampMicros)).toEqual(times);
  expect(events.slice(1).map((event) => event.previousMicros)).toEqual(times.slice(0, -1));
  expect(events.every((event) => event.envelopes[0] === 'aGk=' && event.messageId === undefined)).toBe(true);
  expect(eventsOf(elsewhere).slice(-6)).toEqual(events);
  stream.close();
  elsewhere.close();
});

test('resuming is inclusive, at any node, and equals the uninterrupted stream', async () => {
  for (let turn = 0; turn < 4; turn++) await sequenced(turn % 2 ? a : b, alice);
  const whole = await subscribe(a.url, bob);
  await until('events', () => eventsOf(whole).length >= 4);
  await until('a proof', () => whole.lines.at(-1)?.type === 'proof');
  const events = eventsOf(whole);
  for (const [index, event] of events.entries()) {
    const resumed = await subscribe(b.url, bob, event.timestampMicros);
    await until('the rest', () => eventsOf(resumed).length === events.length - index);
    expect(eventsOf(resumed)).toEqual(events.slice(index));
    resumed.close();
  }
  whole.close();
});

test('a subscription from beyond the end withholds what comes before it, and links to it', async () => {
  const from = (Date.now() + 400) * 1000;
  const stream = await subscribe(b.url, bob, from);
  let last = await sequenced(a, alice);
  let before = last;
  while (last < from) {
    before = last;
    last = await sequenced(a, alice);
  }
  await until('the first event', () => eventsOf(stream).length >= 1);
  expect(eventsOf(stream)[0]).toMatchObject({ timestampMicros: last, previousMicros: before });
  stream.close();
});

test('time proofs keep coming, rise, and no event follows below one', async () => {
  const stream = await subscribe(a.url, bob);
  for (let turn = 0; turn < 20; turn++) await sequenced(turn % 2 ? a : b, alice);
  await until('proofs', () => stream.lines.filter((line) => line.type === 'proof').length >= 5);
  let proven = 0;
  for (const line of stream.lines) {
    if (line.type === 'proof') {
      expect(line.upToMicros).toBeGreaterThanOrEqual(proven);
      proven = line.upToMicros;
    }
    if (line.type === 'event') expect(line.timestampMicros).toBeGreaterThan(proven);
  }
  stream.close();
});

test('unknown recipients and a topology timestamp ahead end as error events to the sender alone', async () => {
  const start = await sequenced(a, alice);
  const [mine, his] = [await subscribe(b.url, alice, start), await subscribe(b.url, bob, start)];
  const unknown = await send(a, alice, { envelopes: [{ content: '', recipients: ['bob', 'nobody'] }] });
  expect(unknown.body).toMatchObject({ status: 'rejected', code: 'SEQUENCER_UNKNOWN_RECIPIENTS' });
  const ahead = await send(a, alice, { topologyTimestampMicros: Number.MAX_SAFE_INTEGER });
  expect(ahead.body).toMatchObject({ status: 'rejected' });
  const end = await sequenced(a, alice);
  await until('the last event', () => eventsOf(his).at(-1)?.timestampMicros === end);
  await until('the last receipt', () => eventsOf(mine).at(-1)?.timestampMicros === end);
  expect(eventsOf(mine).map((event) => event.kind)).toEqual(['deliver', 'error', 'error', 'deliver']);
  expect(eventsOf(his).map((event) => event.kind)).toEqual(['deliver', 'deliver']);
  mine.close();
  his.close();
});

test('an expired send is dropped in silence, and said so only once sequenced time has passed', async () => {
  const maxSequencingTimeMicros = (Date.now() - 1) * 1000;
  const reply = await send(a, alice, { messageId: 'late', maxSequencingTimeMicros });
  expect(reply.body.error?.code).toBe('MAX_SEQUENCING_TIME_EXCEEDED');
  expect(await domain.sql(`select 1 from sequencer.events where message_id = 'late'`)).toEqual([]);
});

test('the star reaches every member, and a receipt comes without envelopes', async () => {
  const star = await sequenced(a, alice, { envelopes: [{ content: 'Kg==', recipients: ['*'] }] });
  const toBob = await sequenced(a, alice);
  const [mine, his] = [await subscribe(a.url, alice, star), await subscribe(a.url, bob, star)];
  await until('both', () => eventsOf(mine).length >= 2 && eventsOf(his).length >= 2);
  expect(eventsOf(his)[0]?.envelopes).toEqual(['Kg==']);
  expect(eventsOf(mine)[1]).toMatchObject({ timestampMicros: toBob, envelopes: [] });
  mine.close();
  his.close();
});

test('a challenge counts once, at whichever node; disabled members and other senders are refused', async () => {
  const member = domain.members[0]!;
  await expect(logIn(b.url, member)).resolves.toBeTypeOf('string');
  expect((await post(a.url, '/v1/auth/challenge', { member: 'dora' })).body.error?.code).toBe(
    'MEMBER_DISABLED',
  );
  expect((await send(a, alice, { sender: 'bob' })).body.error?.code).toBe('SENDER_MISMATCH');
});

test('acknowledgements only rise and never pass what is visible', async () => {
  const at = await sequenced(a, alice);
  const acknowledge = (timestampMicros: number) => post(b.url, '/v1/acknowledge', { timestampMicros }, alice);
  expect((await acknowledge(at)).body).toEqual({ acknowledgedMicros: at });
  expect((await acknowledge(at - 1000)).body).toEqual({ acknowledgedMicros: at });
  const ahead = await acknowledge((Date.now() + 60_000) * 1000);
  expect(ahead).toMatchObject({ status: 409, body: { error: { code: 'ACKNOWLEDGEMENT_AHEAD' } } });
});

test('a send made after a time reply gets a later timestamp', async () => {
  const reply = await call(b.url, '/v1/time', { headers: { authorization: `Bearer ${bob}` } });
  const sent = await sequenced(a, alice);
  expect(sent).toBeGreaterThan(reply.body['timeMicros'] as number);
});

test('metrics are in the Prometheus format', async () => {
  const text = await (await fetch(`${a.url}/metrics`)).text();
  expect(text).toContain('plimsoll_sequencer_sequenced_total');
});
