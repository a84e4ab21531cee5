import { readFileSync } from 'node:fs';
import { Kafka, logLevel, Partitioners } from 'kafkajs';
import { type OrdersTold, recordOf, signOrders } from './sign-orders.ts';

/** What the process is told, as JSON in a file. */
export interface WriteTold {
  readonly orders: OrdersTold;
  readonly topic: string;
  readonly brokers: readonly string[];
}

/** Records a request. */
const lot = 500;

// A measuring process: `write-records FILE`: writes accepted orders into a pending-operations topic, as an instance would have.
const { orders, topic, brokers } = JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8')) as WriteTold;
const messages = signOrders(orders).map((order) => ({ key: String(order.account), value: recordOf(order) }));
const producer = new Kafka({
  brokers: [...brokers],
  clientId: 'bench',
  logLevel: logLevel.NOTHING,
}).producer({ createPartitioner: Partitioners.DefaultPartitioner, allowAutoTopicCreation: false });
await producer.connect();
for (let at = 0; at < messages.length; at += lot)
  await producer.send({ topic, acks: -1, messages: messages.slice(at, at + lot) });
await producer.disconnect();
const recordBytes = Math.round(
  messages.reduce((sum, { value }) => sum + Buffer.byteLength(value), 0) / messages.length,
);
process.stdout.write(`${JSON.stringify({ records: messages.length, recordBytes })}\n`);
process.exit(0);
