import { access, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { atomically } from '../atomically.mjs';
import { must } from '../capture.mjs';
import { Missing } from '../missing.mjs';
import { prepareKafka } from '../prepare-kafka.mjs';

const version = '4.1.1';
const purpose = "carries the operator's topics, over as many brokers and sites as a scenario asks for";

/** What Maven resolves; the rest comes with these. A logging backend is not among it by itself. */
const artifacts = [
  ['org.apache.kafka', 'kafka_2.13', version],
  ['org.apache.kafka', 'kafka-tools', version],
  ['org.slf4j', 'slf4j-simple', '1.7.36'],
];
const plugin = 'org.apache.maven.plugins:maven-dependency-plugin:3.6.1:copy-dependencies';

/** @param {import('../place.mjs').Place} place */
const where = (place) => join(place.cache, `kafka-${version}`, 'libs');

/**
 * What makes brokers start faster, beside the jars: `broker.jsa`, an archive of loaded classes, and `bootstrap.checkpoint`
 * of a formatted log directory. The testbed finds both from the jars' folder.
 * @param {import('../place.mjs').Place} place
 */
const prepared = (place) => join(place.cache, `kafka-${version}`, 'prepared');

/**
 * Kafka's jars, resolved by Maven, with an archive of its classes.
 * @type {import('../step.mjs').Step}
 */
export default {
  name: 'Kafka',
  version,
  purpose,
  variable: 'PLIMSOLL_KAFKA_LIBS',
  how: 'resolved by Maven',
  requires: ['jdk', 'maven'],
  get: 'let Maven resolve org.apache.kafka:kafka_2.13 and kafka-tools with slf4j-simple, and set PLIMSOLL_KAFKA_LIBS to the folder of their jars',
  where,
  async find(place) {
    const given = place.environment['PLIMSOLL_KAFKA_LIBS'];
    const libs = given || where(place);
    const found = await versionIn(libs);
    if (given && found === undefined) {
      throw new Missing(
        `PLIMSOLL_KAFKA_LIBS is ${given}, where there is no jar of Kafka's broker with a logging backend`,
        `Kafka ${purpose}`,
        `give a folder with the jars of Kafka ${version}, slf4j-simple among them, or unset the variable`,
      );
    }
    if (found === undefined || (!given && !(await isThere(join(prepared(place), 'broker.jsa')))))
      return undefined;
    return { version: found, where: libs };
  },
  async run(place) {
    const env = place.environment;
    if ((await versionIn(where(place))) === undefined) {
      await atomically(where(place), async (folder) => {
        await writeFile(join(folder, 'pom.xml'), projectFile());
        await must('mvn', ['-B', '-q', plugin, `-DoutputDirectory=${folder}`, '-DincludeScope=runtime'], {
          cwd: folder,
          env,
        });
      });
    }
    // By the jars where they will stay: an archive knows the paths of what it was made from.
    const classpath = await jarsIn(where(place));
    await atomically(prepared(place), (folder) => prepareKafka(folder, { ...env, CLASSPATH: classpath }));
  },
};

/**
 * The version of the broker whose jar is in a folder; undefined if one cannot run from there.
 * @param {string} folder
 */
async function versionIn(folder) {
  const files = await readdir(folder).catch(() => []);
  if (!files.some((file) => /^(slf4j-(simple|reload4j)|logback-classic)-.+\.jar$/.test(file)))
    return undefined;
  return files
    .map((file) => /^kafka_2\.13-(\d.*)\.jar$/.exec(file)?.[1])
    .find((found) => found !== undefined);
}

/**
 * A class path, in the order in which the testbed writes it too: an archive serves that very order only.
 * @param {string} folder
 */
async function jarsIn(folder) {
  const jars = (await readdir(folder)).filter((file) => file.endsWith('.jar')).toSorted();
  return jars.map((jar) => join(folder, jar)).join(':');
}

function projectFile() {
  const dependencies = artifacts.map(
    ([group, artifact, found]) =>
      `<dependency><groupId>${group}</groupId><artifactId>${artifact}</artifactId><version>${found}</version></dependency>`,
  );
  return `<project xmlns="http://maven.apache.org/POM/4.0.0"><modelVersion>4.0.0</modelVersion>
<groupId>plimsoll</groupId><artifactId>kafka</artifactId><version>1</version><packaging>pom</packaging>
<dependencies>${dependencies.join('\n')}</dependencies></project>
`;
}

/** @param {string} file */
const isThere = (file) =>
  access(file).then(
    () => true,
    () => false,
  );
