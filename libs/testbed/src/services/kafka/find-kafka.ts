import { accessSync, constants, existsSync, readdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { Problem, exitCodes } from '@plimsoll/interface/problem/problem';
import { cacheDirectory } from '../../process/cache-directory.ts';

/** Kafka's programs on this machine. */
export interface KafkaPrograms {
  /** The `java` binary. */
  readonly java: string;
  /** All jars, in the order in which the set-up wrote the archive. */
  readonly classpath: string;
  /** Archive of loaded classes, where the set-up made one: a broker starts about twice as fast with it. */
  readonly archive: string | undefined;
  /** `bootstrap.checkpoint` of a formatted log directory, where the set-up made one: saves a JVM for each broker. */
  readonly checkpoint: string | undefined;
}

/** Finds Kafka's jars, `PLIMSOLL_KAFKA_LIBS` or what the set-up has resolved, and a `java` to run them. */
export function findKafka(): KafkaPrograms {
  const given = process.env['PLIMSOLL_KAFKA_LIBS'];
  const libs = given ?? join(cacheDirectory(), 'kafka-4.1.1', 'libs');
  let jars: string[] = [];
  try {
    jars = readdirSync(libs)
      .filter((file) => file.endsWith('.jar'))
      .toSorted();
  } catch {
    // Told below.
  }
  if (!jars.some((jar) => jar.startsWith('kafka_2.13-'))) {
    throw new Problem(
      'Kafka is missing',
      `the subject needs Kafka, and ${libs} holds no jar of its broker`,
      given === undefined
        ? 'run `npm start` (or `npm test`) once, which resolves it with Maven; or name a folder of jars in PLIMSOLL_KAFKA_LIBS'
        : 'name a folder with the jars of Kafka 4.1 in PLIMSOLL_KAFKA_LIBS, or leave it unset',
      exitCodes.prerequisite,
    );
  }
  const prepared = (file: string): string | undefined => {
    const path = join(libs, '..', 'prepared', file);
    return existsSync(path) ? path : undefined;
  };
  return {
    java: findJava(),
    classpath: jars.map((jar) => join(libs, jar)).join(delimiter),
    archive: prepared('broker.jsa'),
    checkpoint: prepared('bootstrap.checkpoint'),
  };
}

function findJava(): string {
  const home = process.env['JAVA_HOME'];
  const folders = [
    ...(home === undefined ? [] : [join(home, 'bin')]),
    ...(process.env['PATH'] ?? '').split(delimiter),
  ];
  for (const folder of folders) {
    try {
      accessSync(join(folder, 'java'), constants.X_OK);
      return join(folder, 'java');
    } catch {
      // Not in this one.
    }
  }
  throw new Problem(
    'Java is missing',
    'the subject needs Kafka, whose brokers run on Java 17 or newer',
    'install a JDK (Debian: apt-get install openjdk-17-jdk), or let JAVA_HOME name one',
    exitCodes.prerequisite,
  );
}
