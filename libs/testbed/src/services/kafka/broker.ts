import { randomBytes } from 'node:crypto';
import { copyFile, mkdir, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { metadataV12 } from '@platformatic/kafka';
import { Problem, exitCodes } from '@plimsoll/interface/problem/problem';
import { describeExit, SupervisedProcess } from '../../process/supervised-process.ts';
import type { Surroundings } from '../../surroundings.ts';
import type { Address } from '../../testbed.ts';
import { withBroker } from './broker-connection.ts';
import type { KafkaPrograms } from './find-kafka.ts';
import type { KafkaBroker } from './kafka-service.ts';
import type { BrokerPlan } from './plan-clusters.ts';

/** What a broker is made of. */
export interface BrokerRecipe {
  readonly plan: BrokerPlan;
  /** Kafka's id of the cluster: 22 characters of base64. */
  readonly clusterId: string;
  readonly programs: KafkaPrograms & { readonly checkpoint: string };
  readonly properties: (logDirectory: string) => string;
  readonly hostsFile: string;
  readonly probeAddress: Address;
  readonly addressFrom: (site: string) => Address;
  readonly replicationFrom: (site: string) => Address;
  readonly surroundings: Surroundings;
}

/** Small enough for several on two cores: see facts/rollup.md, "Kafka from jars". */
const JVM = [
  '-Xms96m',
  '-Xmx256m',
  '-XX:+UseSerialGC',
  '-XX:TieredStopAtLevel=1',
  '-XX:+ExitOnOutOfMemoryError',
  // No file in /tmp that outlives it.
  '-XX:-UsePerfData',
  '-Xshare:auto',
  '-Xlog:cds=off,cds+dynamic=off',
  '-Djava.net.preferIPv4Stack=true',
  '-Djava.awt.headless=true',
];

/** What is worth a line: who leads, who is in sync, who starts. A broker alone would else write about it ten times a second. */
const LOGGING = {
  defaultLogLevel: 'warn',
  'log.org.apache.kafka.clients.NetworkClient': 'error',
  'log.kafka.server.KafkaRaftServer': 'info',
  'log.kafka.server.BrokerLifecycleManager': 'info',
  'log.kafka.cluster.Partition': 'info',
  'log.org.apache.kafka.controller.ReplicationControlManager': 'info',
  'log.org.apache.kafka.controller.QuorumController': 'info',
};

/** One broker at fixed addresses. Its log directory is formatted before the first start and may be replaced while it is down. */
export class Broker extends SupervisedProcess implements KafkaBroker {
  readonly id: number;
  readonly cluster: string;
  readonly votes: boolean;
  readonly probeAddress: Address;
  readonly logDirectory: string;
  readonly #recipe: BrokerRecipe;

  constructor(recipe: BrokerRecipe) {
    const { plan, programs, surroundings } = recipe;
    const directory = join(surroundings.dataDirectory, plan.name);
    const logDirectory = join(directory, 'log');
    super({
      name: plan.name,
      site: plan.site,
      supervisor: surroundings.supervisor,
      onProcess: surroundings.onProcess,
      stop: { signal: 'SIGTERM', withinMs: 15_000 },
      command: async (incarnation) => {
        const configuration = join(directory, 'server.properties');
        await mkdir(logDirectory, { recursive: true, mode: 0o700 });
        await writeFile(configuration, recipe.properties(logDirectory));
        await format(logDirectory, recipe);
        return {
          file: programs.java,
          arguments: [
            ...JVM,
            ...(programs.archive === undefined ? [] : [`-XX:SharedArchiveFile=${programs.archive}`]),
            `-XX:ErrorFile=${join(directory, 'crash-%p.log')}`,
            `-Djdk.net.hosts.file=${recipe.hostsFile}`,
            // Native libraries of the compressors are unpacked there.
            `-Djava.io.tmpdir=${directory}`,
            ...Object.entries(LOGGING).map(([key, value]) => `-Dorg.slf4j.simpleLogger.${key}=${value}`),
            'kafka.Kafka',
            configuration,
          ],
          directory,
          environment: { CLASSPATH: programs.classpath, LANG: 'C.UTF-8' },
          stdoutPath: join(surroundings.logDirectory, `${plan.name}.${incarnation}.stdout.log`),
          stderrPath: join(surroundings.logDirectory, `${plan.name}.${incarnation}.stderr.log`),
        };
      },
    });
    this.id = plan.id;
    this.cluster = plan.cluster;
    this.votes = plan.votes;
    this.probeAddress = recipe.probeAddress;
    this.logDirectory = logDirectory;
    this.#recipe = recipe;
  }

  addressFrom(site: string): Address {
    return this.#recipe.addressFrom(site);
  }

  replicationFrom(site: string): Address {
    return this.#recipe.replicationFrom(site);
  }

  async ready(withinMs = 120_000): Promise<void> {
    const deadline = performance.now() + withinMs;
    let seen = 'nothing yet';
    for (;;) {
      try {
        const { brokers } = await withBroker(this.probeAddress, (connection) =>
          metadataV12.api.async(connection, [], false, false),
        );
        if (brokers.some(({ nodeId }) => nodeId === this.id)) break;
        seen = `it answers, and knows of brokers ${brokers.map(({ nodeId }) => nodeId).join(', ') || 'none'}`;
      } catch (error) {
        seen = error instanceof Error ? error.message : String(error);
      }
      if (this.exit !== undefined || performance.now() > deadline) {
        const what =
          this.exit === undefined
            ? `was not ready within ${withinMs} ms`
            : `ended: ${describeExit(this.exit)}`;
        throw new Problem(
          `${this.name} ${what}`,
          `${seen}; it said: ${await this.lastWords()}`,
          'see its log; a cluster needs a majority of its voters to start',
          exitCodes.INVALID,
        );
      }
      await sleep(40);
    }
    this.#recipe.surroundings.onProcess({
      instance: this.name,
      site: this.site,
      event: 'ready',
      ...(this.pid === undefined ? {} : { pid: this.pid }),
    });
  }
}

/** Writes what Kafka's own formatter would: who the directory belongs to, and with which features the cluster begins. */
async function format(logDirectory: string, { plan, clusterId, programs }: BrokerRecipe): Promise<void> {
  const identity = join(logDirectory, 'meta.properties');
  if (existsSync(identity)) return;
  await copyFile(programs.checkpoint, join(logDirectory, 'bootstrap.checkpoint'));
  await writeFile(
    identity,
    `node.id=${plan.id}\ndirectory.id=${kafkaUuid()}\nversion=1\ncluster.id=${clusterId}\n`,
  );
}

/** 16 random bytes as Kafka writes them: base64 of URLs, never with a dash in front. */
export function kafkaUuid(): string {
  for (;;) {
    const text = randomBytes(16).toString('base64url');
    if (!text.startsWith('-')) return text;
  }
}
