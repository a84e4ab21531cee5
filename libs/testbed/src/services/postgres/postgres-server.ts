import { writeFile, chown, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Problem, exitCodes } from '@plimsoll/interface/problem/problem';
import { Client } from 'pg';
import { SupervisedProcess } from '../../process/supervised-process.ts';
import type { Supervisor } from '../../supervisor/supervisor.ts';
import type { Address, TestbedOptions } from '../../testbed.ts';
import type { Owner } from './copy-tree.ts';
import type { PostgresPrograms } from './find-postgres.ts';

/** What all servers of a testbed share. */
export interface PostgresSurroundings {
  readonly programs: PostgresPrograms;
  readonly owner: Owner | undefined;
  /** Password of the superuser, random for each testbed. */
  readonly password: string;
  /** Password of the role `subject`. */
  readonly subjectPassword: string;
  readonly dataDirectory: string;
  readonly logDirectory: string;
  readonly supervisor: Supervisor;
  readonly onProcess: NonNullable<TestbedOptions['onProcess']>;
}

/**
 * Settings of every server. Durable (fsync stays on); small; dead sessions and a vanished peer are noticed within
 * seconds; nothing outside the data directory, so that a SIGKILL leaves nothing behind.
 */
const SETTINGS: Readonly<Record<string, string>> = {
  fsync: 'on',
  synchronous_commit: 'on',
  max_connections: '200',
  shared_buffers: '32MB',
  max_wal_size: '256MB',
  wal_level: 'replica',
  wal_keep_size: '256MB',
  hot_standby: 'on',
  wal_receiver_timeout: '5s',
  wal_sender_timeout: '5s',
  wal_receiver_status_interval: '1s',
  wal_retrieve_retry_interval: '200ms',
  client_connection_check_interval: '500ms',
  tcp_keepalives_idle: '1',
  tcp_keepalives_interval: '1',
  tcp_keepalives_count: '3',
  unix_socket_directories: '',
  dynamic_shared_memory_type: 'mmap',
  huge_pages: 'off',
  jit: 'off',
  log_line_prefix: '[%p] ',
};

/** One PostgreSQL server at a fixed address. Its data directory may be replaced while it is down. */
export class PostgresServer extends SupervisedProcess {
  readonly address: Address;
  readonly #surroundings: PostgresSurroundings;
  readonly #place: { dataDirectory: string };

  constructor(
    site: string,
    address: Address,
    surroundings: PostgresSurroundings,
    environment: () => Promise<Readonly<Record<string, string>>>,
  ) {
    const name = `postgres-${site}`;
    const place = { dataDirectory: join(surroundings.dataDirectory, name) };
    super({
      name,
      site,
      supervisor: surroundings.supervisor,
      onProcess: surroundings.onProcess,
      stop: { signal: 'SIGINT', withinMs: 10_000 },
      command: async (incarnation) => {
        // A killed server leaves its lock file; its pid may by now be somebody else's.
        await rm(join(place.dataDirectory, 'postmaster.pid'), { force: true });
        const settings = { ...SETTINGS, listen_addresses: address.host, port: String(address.port) };
        return {
          file: join(surroundings.programs.bin, 'postgres'),
          arguments: [
            '-D',
            place.dataDirectory,
            ...Object.entries(settings).flatMap(([key, value]) => ['-c', `${key}=${value}`]),
          ],
          directory: place.dataDirectory,
          environment: await environment(),
          ...surroundings.owner,
          stdoutPath: join(surroundings.logDirectory, `${name}.${incarnation}.stdout.log`),
          stderrPath: join(surroundings.logDirectory, `${name}.${incarnation}.stderr.log`),
        };
      },
    });
    this.address = address;
    this.#surroundings = surroundings;
    this.#place = place;
  }

  get dataDirectory(): string {
    return this.#place.dataDirectory;
  }

  /** Superuser's URL, straight to the server. */
  get url(): string {
    return `postgres://postgres:${this.#surroundings.password}@${this.address.host}:${this.address.port}/subject`;
  }

  /** Starts it and resolves when it takes connections. */
  override async start(): Promise<void> {
    await super.start();
    const deadline = performance.now() + 30_000;
    for (;;) {
      try {
        await this.query('SELECT 1');
        return;
      } catch (error) {
        if (this.exit !== undefined || performance.now() > deadline) {
          throw new Problem(
            `${this.name} did not start`,
            `${error instanceof Error ? error.message : String(error)}; it said: ${await this.lastWords()}`,
            'see its log; if a port was taken, run again',
            exitCodes.INVALID,
            error,
          );
        }
        await sleep(15);
      }
    }
  }

  /** One statement as superuser on a connection of its own. */
  async query<Row extends Record<string, unknown>>(text: string): Promise<Row[]> {
    return this.session(async (client) => (await client.query<Row>(text)).rows);
  }

  /** A connection as superuser for several statements. */
  async session<T>(work: (client: Client) => Promise<T>): Promise<T> {
    const client = new Client({
      connectionString: this.url,
      connectionTimeoutMillis: 5_000,
      query_timeout: 30_000,
    });
    client.on('error', () => undefined);
    try {
      await client.connect();
      return await work(client);
    } finally {
      await client.end().catch(() => undefined);
    }
  }

  /** Writes a file into its data directory, owned as PostgreSQL wants it. Only while it is down. */
  async write(file: string, text: string): Promise<void> {
    const path = join(this.dataDirectory, file);
    await writeFile(path, text, { mode: 0o600 });
    const { owner } = this.#surroundings;
    if (owner !== undefined) await chown(path, owner.uid, owner.gid);
  }
}
