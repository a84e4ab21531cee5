import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { startConsumer } from '@plimsoll/kafka-client/consumer';
import { openKafka } from '@plimsoll/kafka-client/open-kafka';

/** One real broker on loopback, with a data folder of its own. */
export interface TestBroker {
  /** `host:port` where it really listens; what it tells clients is `told`. */
  readonly address: string;
  readonly topic: (partitions?: number) => Promise<string>;
  /** All values in a topic of one partition. */
  readonly valuesIn: (topic: string) => Promise<string[]>;
  /** SIGSTOP: nothing closes and nothing answers. */
  readonly pause: () => void;
  readonly resume: () => void;
  readonly stop: () => Promise<void>;
}

const small = [
  '-Xmx256m',
  '-XX:+UseSerialGC',
  '-XX:TieredStopAtLevel=1',
  '-XX:-UsePerfData',
  '-Xshare:auto',
  '-Djava.net.preferIPv4Stack=true',
  '-Dorg.slf4j.simpleLogger.defaultLogLevel=warn',
  '-Dorg.slf4j.simpleLogger.log.kafka.server.KafkaRaftServer=info',
];

/** Starts a broker from the jars that the set-up resolved. `told` is where clients are sent: the way through a relay. */
export async function startBroker(told?: string): Promise<TestBroker> {
  const folder = mkdtempSync(join(tmpdir(), 'plimsoll-traps-'));
  const [port, quorumPort] = [await freePort(), await freePort()];
  const address = `127.0.0.1:${port}`;
  const configuration = join(folder, 'server.properties');
  writeFileSync(
    configuration,
    `process.roles=broker,controller
node.id=1
controller.quorum.voters=1@127.0.0.1:${quorumPort}
listeners=CLIENT://${address},CONTROLLER://127.0.0.1:${quorumPort}
advertised.listeners=CLIENT://${told ?? address}
listener.security.protocol.map=CLIENT:PLAINTEXT,CONTROLLER:PLAINTEXT
inter.broker.listener.name=CLIENT
controller.listener.names=CONTROLLER
log.dirs=${join(folder, 'log')}
log.cleaner.dedupe.buffer.size=2097152
offsets.topic.num.partitions=1
offsets.topic.replication.factor=1
group.initial.rebalance.delay.ms=0
auto.create.topics.enable=false
`,
  );
  mkdirSync(join(folder, 'log'));
  const env = { ...process.env, CLASSPATH: classpath() };
  const words = [...small, ...archive()];
  const format = ['format', '--cluster-id', 'AAAAAAAAAAAAAAAAAAAAAA', '--config', configuration];
  execFileSync('java', [...words, 'kafka.tools.StorageTool', ...format], {
    cwd: folder,
    env,
    stdio: 'ignore',
  });
  const broker = spawn('java', [...words, 'kafka.Kafka', configuration], {
    cwd: folder,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  await started(broker);
  let made = 0;
  return {
    address,
    topic: async (numPartitions = 1) => {
      const { kafka, cut } = openKafka({ brokers: [address], clientId: 'maker' });
      const topic = `trap-${(made += 1)}`;
      const admin = kafka.admin();
      await admin.connect();
      await admin.createTopics({ topics: [{ topic, numPartitions, replicationFactor: 1 }] });
      cut();
      return topic;
    },
    valuesIn: async (topic) => {
      const values: string[] = [];
      const reader = startConsumer({
        address: { brokers: [address], clientId: 'auditor' },
        groupId: `auditor-${(made += 1)}`,
        topics: [topic],
        onBatch: ({ records }) => {
          values.push(...records.map(({ value }) => value.toString()));
          return Promise.resolve();
        },
        onGap: () => undefined,
      });
      while (!reader.state().caughtUp) await sleep(20);
      await reader.close();
      return values;
    },
    pause: () => void broker.kill('SIGSTOP'),
    resume: () => void broker.kill('SIGCONT'),
    stop: async () => {
      const ended = new Promise((resolve) => broker.once('close', resolve));
      broker.kill('SIGKILL');
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

const cache = process.env['PLIMSOLL_CACHE'] ?? join(homedir(), '.cache', 'plimsoll');
const libs = process.env['PLIMSOLL_KAFKA_LIBS'] ?? join(cache, 'kafka-4.1.1', 'libs');

function classpath(): string {
  const jars = readdirSync(libs).filter((file) => file.endsWith('.jar'));
  return jars
    .toSorted()
    .map((jar) => join(libs, jar))
    .join(':');
}

/** Loaded classes, where the set-up kept them: a broker starts about twice as fast. */
function archive(): string[] {
  const file = join(libs, '..', 'prepared', 'broker.jsa');
  return existsSync(file) ? [`-XX:SharedArchiveFile=${file}`] : [];
}

function started(broker: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let said = '';
    const hear = (chunk: Buffer): void => {
      said = (said + chunk.toString()).slice(-4000);
      if (said.includes('Kafka Server started')) resolve();
    };
    broker.stdout?.on('data', hear);
    broker.stderr?.on('data', hear);
    broker.once('close', () => reject(new Error(`the broker ended: ${said}`)));
  });
}

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
  const { port } = probe.address() as { port: number };
  await new Promise((resolve) => probe.close(resolve));
  return port;
}
