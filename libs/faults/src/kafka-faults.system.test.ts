import {
  Consumer,
  MessagesStreamModes,
  Producer,
  stringDeserializer,
  stringSerializer,
} from '@platformatic/kafka';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { deployKafka } from '../fixture/deploy-kafka.ts';
import type { Deployment } from '../fixture/deploy.ts';
import { deaf, forgetful } from './broken/deaf.ts';
import type { Fault, Target } from './fault.ts';
import { completeParameters } from './parameters.ts';
import { loadFaults } from './registry.ts';

/** The faults of Kafka on real brokers, as catalogue.system.test.ts does with the others. */
const names = [
  'replica-out-of-isr',
  'consumer-offsets-lost',
  'broker-pause',
  'broker-kill',
  'controller-kill',
  'log-directory-rolled-back',
];
const catalogue = await loadFaults();
const faults = names.flatMap((name) => catalogue.filter((fault) => fault.name === name));
const patiently = { timeout: 400_000 };
const topic = 'pending-worker-a-1';

let deployment: Deployment;
let writer: Writer;

interface Writer {
  close(): Promise<void>;
}

/** Something is written all the time: a follower that lacks nothing stays in sync. */
function write(brokers: readonly string[]): Writer {
  const make = () =>
    new Producer({
      clientId: 'test',
      bootstrapBrokers: [...brokers],
      serializers: {
        key: stringSerializer,
        value: stringSerializer,
        headerKey: stringSerializer,
        headerValue: stringSerializer,
      },
      autocreateTopics: false,
      retries: 3,
      requestTimeout: 3_000,
      connectTimeout: 1_000,
    });
  let producer = make();
  let open = true;
  const writing = (async () => {
    while (open) {
      await producer.send({ acks: 1, messages: [{ topic, value: 'x' }] }).catch(async () => {
        await producer.close(true).catch(() => undefined);
        producer = make();
      });
      await new Promise((resolve) => void setTimeout(resolve, 50));
    }
  })();
  return {
    async close() {
      open = false;
      await writing;
      await producer.close(true).catch(() => undefined);
    },
  };
}

/** A group that has committed something and is still a member. */
async function commit(brokers: readonly string[]): Promise<void> {
  const consumer = new Consumer({
    clientId: 'test',
    groupId: 'copier',
    bootstrapBrokers: [...brokers],
    deserializers: {
      key: stringDeserializer,
      value: stringDeserializer,
      headerKey: stringDeserializer,
      headerValue: stringDeserializer,
    },
    maxWaitTime: 200,
    retries: 100,
    retryDelay: 200,
  });
  const stream = await consumer.consume({
    topics: [topic],
    mode: MessagesStreamModes.EARLIEST,
    autocommit: false,
  });
  for await (const message of stream) {
    await message.commit();
    break;
  }
  await consumer.close(true);
}

function aim(fault: Fault): {
  readonly target: Target;
  readonly parameters: ReturnType<typeof completeParameters>;
} {
  const targets = fault.targets(deployment.testbed);
  if ('notAvailable' in targets) throw new Error(`${fault.name}: ${targets.notAvailable}`);
  const [target] = targets;
  if (target === undefined) throw new Error(`${fault.name} has no target`);
  return { target, parameters: completeParameters(fault, deployment.context.timers) };
}

describe('on one cluster over three sites', () => {
  beforeAll(async () => {
    deployment = await deployKafka();
    writer = write(deployment.testbed.kafka?.clusters[0]?.probeBootstrap ?? []);
  }, 180_000);
  afterAll(async () => {
    await writer?.close();
    await deployment?.close();
  }, 60_000);

  for (const fault of faults) {
    test(`${fault.name}: an injector that does nothing is not believed`, patiently, async () => {
      const { target, parameters } = aim(fault);
      const context = { ...deployment.context, testbed: deaf(deployment.testbed) };
      await fault.inject(context, target, parameters);
      const briefly = { ...context, signal: AbortSignal.timeout(3_000) };
      const bit = await fault.bit(briefly, target, parameters);
      await fault.heal(context, target, parameters);
      // Lets go of what the probe held for this trial; there is nothing to wait for.
      await fault.healed({ ...context, signal: AbortSignal.timeout(500) }, target, parameters);
      expect(bit.seen, bit.words).toBe(false);
    });

    test(
      `${fault.name}: bites, is not gone while nobody heals, and is gone afterwards`,
      patiently,
      async () => {
        const { context, testbed } = deployment;
        const { target, parameters } = aim(fault);
        const [cluster] = testbed.kafka?.clusters ?? [];
        if (fault.name === 'consumer-offsets-lost') await commit(cluster?.probeBootstrap ?? []);
        await fault.inject(context, target, parameters);
        const bit = await fault.bit(context, target, parameters);
        let forgotten = { seen: false, words: 'over by itself' };
        if (fault.name !== 'log-directory-rolled-back') {
          await fault
            .heal({ ...context, testbed: forgetful(testbed) }, target, parameters)
            .catch(() => undefined);
          const briefly = { ...context, signal: AbortSignal.timeout(1_500) };
          forgotten = await fault.healed(briefly, target, parameters);
        }
        await fault.heal(context, target, parameters);
        const healed = await fault.healed(context, target, parameters);
        console.log(`${fault.name}: ${bit.words}; ${healed.words}`);
        expect(bit.seen, bit.words).toBe(true);
        expect(forgotten.seen, forgotten.words).toBe(false);
        expect(healed.seen, healed.words).toBe(true);
        expect(await testbed.leftovers()).toEqual([]);
        await cluster?.untilPartition(topic, 0, ({ inSync }) => inSync.length === 3, 60_000);
      },
    );
  }
});
