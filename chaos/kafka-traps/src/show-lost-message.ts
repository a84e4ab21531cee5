// `node chaos/kafka-traps/src/show-lost-message.ts`: kafkajs as most people who mean to be careful use it, one broker, and
// an acknowledged message that is nowhere, with nothing dead (docs/guide/3-an-acknowledged-message-vanishes.md).
import { Kafka, logLevel } from 'kafkajs';
import { quietRequestQueue } from '@plimsoll/kafka-client/quiet-request-queue';
import { startBroker } from './start-broker.ts';

quietRequestQueue();
const broker = await startBroker();
try {
  const topic = await broker.topic();
  const kafka = new Kafka({
    brokers: [broker.address],
    requestTimeout: 700,
    retry: { retries: 2, initialRetryTime: 100 },
    logLevel: logLevel.NOTHING,
  });
  const producer = kafka.producer({ idempotent: true, maxInFlightRequests: 1 });
  await producer.connect();

  const send = async (value: string): Promise<void> => {
    const ended = await producer.send({ topic, acks: -1, messages: [{ key: 'k', value }] }).then(
      ([one]) => `acknowledged, at offset ${one?.baseOffset}`,
      (error: Error) => `failed: ${error.name}`,
    );
    console.log(`${value.padEnd(8)}${ended}`);
  };
  await send('first');
  await send('second');
  broker.pause();
  console.log('-- the broker is paused');
  await send('third');
  broker.resume();
  console.log('-- the broker goes on');
  await send('fourth');
  await send('fifth');
  await producer.disconnect();
  console.log(`in the topic: ${(await broker.valuesIn(topic)).join(', ')}`);
} finally {
  await broker.stop();
}
