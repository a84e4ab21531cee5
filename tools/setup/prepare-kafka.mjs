import { spawn } from 'node:child_process';
import { copyFile, mkdir, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { must } from './capture.mjs';

/** As the testbed runs brokers: an archive serves the same collector only. */
const small = [
  '-Xmx192m',
  '-XX:+UseSerialGC',
  '-XX:TieredStopAtLevel=1',
  '-XX:-UsePerfData',
  '-Djava.net.preferIPv4Stack=true',
];

/**
 * Makes what lets brokers start faster: `bootstrap.checkpoint`, which a formatted log directory begins with, and
 * `broker.jsa`, an archive of the classes of a broker that has run once, on 127.0.0.1.
 * @param {string} folder
 * @param {NodeJS.ProcessEnv} env   with CLASSPATH
 */
export async function prepareKafka(folder, env) {
  const [port, quorumPort] = [await freePort(), await freePort()];
  const configuration = join(folder, 'server.properties');
  const log = join(folder, 'log');
  await mkdir(log);
  await writeFile(
    configuration,
    `process.roles=broker,controller
node.id=1
controller.quorum.voters=1@127.0.0.1:${quorumPort}
listeners=BROKER://127.0.0.1:${port},CONTROLLER://127.0.0.1:${quorumPort}
listener.security.protocol.map=BROKER:PLAINTEXT,CONTROLLER:PLAINTEXT
inter.broker.listener.name=BROKER
controller.listener.names=CONTROLLER
log.dirs=${log}
log.cleaner.dedupe.buffer.size=2097152
`,
  );
  const cluster = ['--cluster-id', 'AAAAAAAAAAAAAAAAAAAAAA', '--config', configuration];
  await must('java', [...small, 'kafka.tools.StorageTool', 'format', ...cluster], { cwd: folder, env });
  await copyFile(join(log, 'bootstrap.checkpoint'), join(folder, 'bootstrap.checkpoint'));
  const archive = `-XX:ArchiveClassesAtExit=${join(folder, 'broker.jsa')}`;
  await runOnce([...small, archive, 'kafka.Kafka', configuration], folder, env);
  await rm(log, { recursive: true });
  await rm(configuration);
}

/**
 * Runs a broker until it has started, then ends it and waits.
 * @param {readonly string[]} parameters
 * @param {string} cwd
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<void>}
 */
function runOnce(parameters, cwd, env) {
  return new Promise((settle, reject) => {
    const broker = spawn('java', parameters, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
    const giveUp = setTimeout(() => broker.kill('SIGKILL'), 120_000);
    const leave = () => broker.kill('SIGKILL');
    process.once('exit', leave);
    let said = '';
    const hear = (/** @type {Buffer} */ chunk) => {
      said += chunk.toString();
      if (said.includes('Kafka Server started')) broker.kill('SIGTERM');
    };
    broker.stdout.on('data', hear);
    broker.stderr.on('data', hear);
    broker.on('error', reject);
    broker.on('close', () => {
      clearTimeout(giveUp);
      process.off('exit', leave);
      const end = said.trim().split('\n').slice(-15).join('\n    ');
      if (said.includes('Kafka Server started')) settle();
      else reject(new Error(`a broker did not start; it said at last:\n    ${end}`));
    });
  });
}

/** @returns {Promise<number>} */
function freePort() {
  return new Promise((settle, reject) => {
    const server = createServer();
    server.on('error', reject);
    server.listen({ host: '127.0.0.1', port: 0 }, () => {
      const address = server.address();
      server.close(() => settle(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}
