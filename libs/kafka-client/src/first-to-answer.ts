import { type KafkaAddress, type OpenKafka, openKafka } from './open-kafka.ts';

/**
 * Asks all brokers of the list at a time and takes the first answer: asked one after another, a silent one would cost a
 * whole time-out, and a lost site has several.
 *
 * @param ask is given a client of one broker alone
 * @returns the answer, and the list with the broker that gave it in front
 * @throws when none answers within `requestMs`
 */
export async function firstToAnswer<Answer>(
  address: KafkaAddress,
  ask: (client: OpenKafka['kafka']) => Promise<Answer>,
): Promise<{ readonly answer: Answer; readonly brokers: readonly string[] }> {
  const limitMs = address.requestMs ?? 2000;
  const clients = address.brokers.map((broker) => ({
    broker,
    client: openKafka({ ...address, brokers: [broker], onLog: undefined }),
  }));
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no broker answered within ${limitMs} ms`)), limitMs);
  });
  late.catch(() => undefined);
  try {
    const asked = clients.map(async ({ broker, client }) => ({ broker, answer: await ask(client.kafka) }));
    const first = Promise.any(asked).catch((error: AggregateError) => {
      throw error.errors[0];
    });
    const { broker, answer } = await Promise.race([first, late]);
    return { answer, brokers: [broker, ...address.brokers.filter((each) => each !== broker)] };
  } finally {
    clearTimeout(timer);
    for (const { client } of clients) client.cut();
  }
}
