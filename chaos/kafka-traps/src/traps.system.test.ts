import { Kafka, logLevel, type Producer as BareProducer } from 'kafkajs';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { startConsumer } from '@plimsoll/kafka-client/consumer';
import { startProducer, type Producer } from '@plimsoll/kafka-client/producer';
import { quietRequestQueue } from '@plimsoll/kafka-client/quiet-request-queue';
import { startBroker, type TestBroker } from './start-broker.ts';
import { startRelay, type Relay } from './start-relay.ts';

// Traps of kafkajs (facts/rollup.md, "Node clients"): what happens with it bare, and that it does not behind the wrapper.
let relay: Relay;
let broker: TestBroker;
const closing: (() => Promise<unknown>)[] = [];

beforeAll(async () => {
  quietRequestQueue();
  relay = await startRelay(() => broker.address);
  broker = await startBroker(relay.address);
});
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});
afterAll(async () => {
  relay.stop();
  await broker.stop();
});

/** As most people who mean to be careful use it. */
async function bare(): Promise<BareProducer> {
  const kafka = new Kafka({
    clientId: 'bare',
    brokers: [relay.address],
    requestTimeout: 700,
    retry: { retries: 2, initialRetryTime: 100 },
    logLevel: logLevel.NOTHING,
  });
  const producer = kafka.producer({ idempotent: true, maxInFlightRequests: 1 });
  await producer.connect();
  closing.push(() => producer.disconnect());
  return producer;
}

function wrapped(topic: string, deadlineMs = 20_000): Producer {
  const address = { brokers: [relay.address], clientId: 'wrapped' };
  const producer = startProducer({ address, topic, partitions: 1, attemptMs: 700, deadlineMs });
  closing.push(() => producer.close(0));
  return producer;
}

const ended = async (send: Promise<unknown>): Promise<string> =>
  send.then(
    () => 'ok',
    (error: Error) => error.name,
  );

test('K1: bare, an acknowledged message is nowhere, with nothing dead', async () => {
  const topic = await broker.topic();
  const producer = await bare();
  const send = (value: string): Promise<string> =>
    ended(producer.send({ topic, acks: -1, messages: [{ key: 'k', value }] }));
  expect([await send('first'), await send('second')]).toEqual(['ok', 'ok']);
  broker.pause();
  expect(await send('third')).toBe('KafkaJSNumberOfRetriesExceeded');
  broker.resume();
  expect([await send('fourth'), await send('fifth')]).toEqual(['ok', 'ok']);
  const there = await broker.valuesIn(topic);
  expect(there).toContain('fifth');
  // Acknowledged, and lost: the broker took it for a repetition of the third.
  expect(there).not.toContain('fourth');
});

test('K1: behind the wrapper, what is acknowledged is there, and what is not known is said so', async () => {
  const topic = await broker.topic();
  const producer = wrapped(topic, 2500);
  const send = async (value: string): Promise<string> => (await producer.send({ key: 'k', value })).outcome;
  expect([await send('first'), await send('second')]).toEqual(['ok', 'ok']);
  broker.pause();
  expect(await send('third')).toBe('info');
  broker.resume();
  expect([await send('fourth'), await send('fifth')]).toEqual(['ok', 'ok']);
  expect(await broker.valuesIn(topic)).toEqual(
    expect.arrayContaining(['first', 'second', 'fourth', 'fifth']),
  );
});

test('K4: bare, a silent connection is kept through all retries', async () => {
  const topic = await broker.topic();
  const producer = await bare();
  const send = (value: string): Promise<string> =>
    ended(producer.send({ topic, messages: [{ key: 'k', value }] }));
  expect(await send('first')).toBe('ok');
  relay.silence();
  expect(await send('second')).toBe('KafkaJSNumberOfRetriesExceeded');
  expect(await send('third')).toBe('KafkaJSNumberOfRetriesExceeded');
});

test('K4: behind the wrapper, another connection is made within the time of an attempt', async () => {
  const topic = await broker.topic();
  const producer = wrapped(topic);
  expect(await producer.send({ key: 'k', value: 'first' })).toMatchObject({ outcome: 'ok' });
  relay.silence();
  expect(await producer.send({ key: 'k', value: 'second' })).toMatchObject({ outcome: 'ok' });
});

test('K9: behind the wrapper, reading goes on after a silence, misses nothing, and begins anew where it had committed', async () => {
  const topic = await broker.topic();
  const producer = wrapped(topic);
  const seen: string[] = [];
  const read = () =>
    startConsumer({
      address: { brokers: [relay.address], clientId: 'reader' },
      groupId: `reader-${topic}`,
      topics: [topic],
      stallMs: 1500,
      onBatch: ({ records }) => {
        seen.push(...records.map(({ value }) => value.toString()));
        return Promise.resolve();
      },
      onGap: (gap) => expect.unreachable(JSON.stringify(gap.topic)),
    });
  const reader = read();
  closing.push(() => reader.close());
  await producer.send({ key: 'k', value: 'first' });
  await expect.poll(() => seen, { timeout: 20_000 }).toEqual(['first']);
  relay.silence();
  await producer.send({ key: 'k', value: 'second' });
  await expect.poll(() => seen.at(-1), { timeout: 40_000 }).toBe('second');
  await reader.close();
  seen.length = 0;
  await producer.send({ key: 'k', value: 'third' });
  const again = read();
  closing.push(() => again.close());
  await expect.poll(() => seen, { timeout: 40_000 }).toEqual(['third']);
});
