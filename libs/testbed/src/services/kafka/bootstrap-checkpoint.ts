import { copyFile, mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runProgram } from '../postgres/run-program.ts';
import type { KafkaPrograms } from './find-kafka.ts';

/**
 * The `bootstrap.checkpoint` of a formatted log directory: the features with which a cluster begins, the same for every
 * node. The set-up keeps one; where the jars were given by hand, Kafka's formatter is run once.
 */
export async function bootstrapCheckpoint(programs: KafkaPrograms, dataDirectory: string): Promise<string> {
  if (programs.checkpoint !== undefined) return programs.checkpoint;
  const directory = join(dataDirectory, 'kafka-format');
  const configuration = join(directory, 'server.properties');
  await mkdir(join(directory, 'log'), { recursive: true });
  await writeFile(
    configuration,
    `process.roles=broker,controller
node.id=1
controller.quorum.voters=1@127.0.0.1:9093
listeners=BROKER://127.0.0.1:9092,CONTROLLER://127.0.0.1:9093
listener.security.protocol.map=BROKER:PLAINTEXT,CONTROLLER:PLAINTEXT
inter.broker.listener.name=BROKER
controller.listener.names=CONTROLLER
log.dirs=${join(directory, 'log')}
`,
  );
  await runProgram(
    programs.java,
    [
      '-Xmx128m',
      '-XX:-UsePerfData',
      '-cp',
      programs.classpath,
      'kafka.tools.StorageTool',
      'format',
      '--cluster-id',
      'AAAAAAAAAAAAAAAAAAAAAA',
      '--config',
      configuration,
    ],
    { owner: undefined, directory },
  );
  const checkpoint = join(dataDirectory, 'bootstrap.checkpoint');
  await copyFile(join(directory, 'log', 'bootstrap.checkpoint'), checkpoint);
  await rm(directory, { recursive: true });
  return checkpoint;
}
