import { capture } from './capture.mjs';
import { Missing } from './missing.mjs';

/**
 * A program that must be on the machine before the set-up can run: the set-up never installs these.
 * @typedef {object} Prerequisite
 * @property {string} name
 * @property {string} title
 * @property {string} minimum                 lowest version, dotted
 * @property {string} purpose                 what it is for, as it stands in messages
 * @property {string} get                     how to get it
 * @property {readonly [string, ...string[]]} command   prints its version
 * @property {RegExp} pattern                 finds the version in what it prints
 */

/** @type {readonly Prerequisite[]} */
export const prerequisites = [
  {
    name: 'npm',
    title: 'npm',
    minimum: '9',
    purpose: 'fetches Node 24 and the locked packages',
    get: 'it comes with Node (Debian: apt-get install npm)',
    command: ['npm', '--version'],
    pattern: /^(\d+(?:\.\d+)*)/m,
  },
  {
    name: 'go',
    title: 'Go',
    minimum: '1.23',
    purpose: 'builds Toxiproxy, which carries every cross-site byte',
    get: 'install Go (Debian: apt-get install golang), or set PLIMSOLL_TOXIPROXY to a Toxiproxy 2.12 server',
    command: ['go', 'version'],
    pattern: /go(\d+(?:\.\d+)*)/,
  },
  {
    name: 'jdk',
    title: 'JDK',
    minimum: '17',
    purpose: "runs Kafka's brokers",
    get: 'install a JDK (Debian: apt-get install openjdk-17-jdk)',
    command: ['javac', '-version'],
    pattern: /javac (\d+(?:\.\d+)*)/,
  },
  {
    name: 'maven',
    title: 'Maven',
    minimum: '3.6',
    purpose: "resolves Kafka's jars",
    get: 'install Maven (Debian: apt-get install maven), or set PLIMSOLL_KAFKA_LIBS to a folder of the jars of Kafka 4.1',
    command: ['mvn', '--version'],
    pattern: /Apache Maven (\d+(?:\.\d+)*)/,
  },
  {
    name: 'python',
    title: 'Python',
    minimum: '3.9',
    purpose: 'runs the example sequencer in Python; nothing else needs it',
    get: 'install Python 3 (Debian: apt-get install python3)',
    command: ['python3', '--version'],
    pattern: /Python (\d+(?:\.\d+)*)/,
  },
];

/**
 * True if a dotted version is at least another; parts that are absent count as 0.
 * @param {string} version
 * @param {string} minimum
 */
export function atLeast(version, minimum) {
  const [have, want] = [version, minimum].map((text) => text.split('.').map(Number));
  for (let part = 0; part < Math.max(have?.length ?? 0, want?.length ?? 0); part += 1) {
    const difference = (have?.[part] ?? 0) - (want?.[part] ?? 0);
    if (difference !== 0) return difference > 0;
  }
  return true;
}

/**
 * The version that a prerequisite's command printed, or undefined if it printed none.
 * @param {Prerequisite} prerequisite
 * @param {string} output
 */
export function versionIn(prerequisite, output) {
  return prerequisite.pattern.exec(output)?.[1];
}

/**
 * The version on this machine, or undefined if it is not there.
 * @param {Prerequisite} prerequisite
 * @param {NodeJS.ProcessEnv} environment
 */
export async function findPrerequisite(prerequisite, environment) {
  const [command, ...parameters] = prerequisite.command;
  const { code, output } = await capture(command, parameters, { env: environment });
  return code === 0 ? versionIn(prerequisite, output) : undefined;
}

/**
 * Throws `Missing`, in one line, unless the named prerequisite is there in a version that will do.
 * @param {string} name
 * @param {NodeJS.ProcessEnv} environment
 */
export async function requirePrerequisite(name, environment) {
  const prerequisite = prerequisites.find((one) => one.name === name);
  if (prerequisite === undefined) throw new Error(`no prerequisite is called ${name}`);
  const version = await findPrerequisite(prerequisite, environment);
  if (version === undefined || !atLeast(version, prerequisite.minimum)) throw lacking(prerequisite, version);
}

/**
 * The error for a prerequisite that is absent or too old.
 * @param {Prerequisite} prerequisite
 * @param {string | undefined} version   the one found
 */
export function lacking(prerequisite, version) {
  const { title, minimum, purpose, get } = prerequisite;
  const found = version === undefined ? 'not found' : `found ${version}`;
  return new Missing(`${title} ${minimum} or newer is missing (${found})`, `it ${purpose}`, get);
}
