import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Address, ManagedProcess, PostgresService } from '../../testbed.ts';
import { copyRunning, copyStopped, makeStandby, removeServerData } from './data-copies.ts';
import type { PostgresServer, PostgresSurroundings } from './postgres-server.ts';

/** Leads every need route to the server that is primary now. */
export type RePoint = (primary: PostgresServer) => Promise<void>;

/** A single server, or a primary with a standby in another site; promotion is ours, never the subject's. */
export class PostgresPair implements PostgresService {
  readonly kind = 'postgres';
  readonly mode: 'single' | 'synchronous' | 'asynchronous';
  readonly #surroundings: PostgresSurroundings;
  /** Address of a server as dialled from a site: replication crosses the link's proxy. */
  readonly #seenFrom: (server: PostgresServer, site: string) => Address;
  #rePoint: RePoint = () => Promise.resolve();
  #primary: PostgresServer;
  #standby: PostgresServer | undefined;
  /** The fenced old primary: its place is where a new standby is built. */
  #retired: PostgresServer | undefined;
  #copies = 0;

  constructor(
    mode: 'single' | 'synchronous' | 'asynchronous',
    /** The primary, then its standby if there is to be one. */
    servers: readonly PostgresServer[],
    surroundings: PostgresSurroundings,
    seenFrom: (server: PostgresServer, site: string) => Address,
  ) {
    const [primary, standby] = servers;
    if (primary === undefined) throw new RangeError('a database has a server');
    this.mode = mode;
    this.#primary = primary;
    this.#standby = standby;
    this.#surroundings = surroundings;
    this.#seenFrom = seenFrom;
  }

  get primary(): ManagedProcess {
    return this.#primary;
  }

  get standby(): ManagedProcess | undefined {
    return this.#standby;
  }

  get primarySite(): string {
    return this.#primary.site;
  }

  get standbySite(): string | undefined {
    return this.#standby?.site;
  }

  get probeUrl(): string {
    return this.#primary.url;
  }

  get primaryServer(): PostgresServer {
    return this.#primary;
  }

  /** Calls this after each promotion, before `failOver` resolves. */
  whenPrimaryChanges(rePoint: RePoint): void {
    this.#rePoint = rePoint;
  }

  /** The servers that may run now; a fenced one is not among them. */
  get servers(): readonly PostgresServer[] {
    return this.#standby === undefined ? [this.#primary] : [this.#primary, this.#standby];
  }

  /** First start: the primary's directory is prepared and cold, so the standby is a plain copy of it. */
  async open(): Promise<void> {
    const standby = this.#standby;
    if (standby === undefined) return this.#primary.start();
    await copyStopped(this.#primary.dataDirectory, standby.dataDirectory, this.#surroundings);
    await this.#follow(standby);
    await Promise.all([this.#primary.start(), standby.start()]);
    await this.#attach(standby);
  }

  async restart(): Promise<void> {
    await this.#primary.stop();
    await this.#primary.start();
  }

  async failOver(): Promise<{ readonly oldPrimary: string; readonly newPrimary: string }> {
    const [old, heir] = [this.#primary, this.#standby];
    if (heir === undefined) throw new Error('there is no standby to promote');
    if (heir.state !== 'running') throw new Error(`${heir.name} is ${heir.state}: it cannot be promoted`);
    // Fence first: two primaries would be worse than none.
    old.forbidStart('it was fenced by a failover; rebuild it as a standby');
    await old.kill();
    const [row] = await heir.query<{ promoted: boolean }>('SELECT pg_promote(true, 20) AS promoted');
    if (row?.promoted !== true) throw new Error(`${heir.name} was not promoted within 20 s`);
    this.#primary = heir;
    this.#standby = undefined;
    this.#retired = old;
    await this.#rePoint(heir);
    return { oldPrimary: old.name, newPrimary: heir.name };
  }

  async goOnAlone(): Promise<void> {
    await this.#setSynchronous('');
  }

  async rebuildStandby(): Promise<void> {
    const standby = this.#retired ?? this.#standby;
    if (standby === undefined) throw new Error('this database has no standby');
    await standby.kill();
    await removeServerData(standby.dataDirectory);
    await copyRunning(this.#primary, standby.dataDirectory, this.#surroundings, false);
    this.#standby = standby;
    this.#retired = undefined;
    standby.forbidStart(undefined);
    await this.#follow(standby);
    await standby.start();
    await this.#attach(standby);
  }

  async snapshot(): Promise<string> {
    this.#copies += 1;
    const target = join(this.#surroundings.dataDirectory, `snapshot-${this.#copies}`);
    await copyRunning(this.#primary, target, this.#surroundings, true);
    return target;
  }

  async rollBack(snapshot: string): Promise<void> {
    const standby = this.#standby;
    await Promise.all(this.servers.map((server) => server.kill()));
    await copyStopped(snapshot, this.#primary.dataDirectory, this.#surroundings);
    // Not the waiting for a standby that the copied settings may ask for: it is ahead of us and must be built anew.
    await this.#primary.write('postgresql.auto.conf', '');
    await this.#primary.start();
    if (standby !== undefined) await this.rebuildStandby();
  }

  async now(): Promise<number> {
    const [row] = await this.#primary.query<{ micros: string }>(
      'SELECT (extract(epoch FROM clock_timestamp()) * 1000000)::bigint::text AS micros',
    );
    return Number(row?.micros);
  }

  async #follow(standby: PostgresServer): Promise<void> {
    const source = this.#seenFrom(this.#primary, standby.site);
    await makeStandby(standby, standbyName(standby), source, this.#surroundings);
  }

  /** Waits until the standby streams, and in synchronous mode until commits wait for it. */
  async #attach(standby: PostgresServer): Promise<void> {
    if (this.mode === 'synchronous') await this.#setSynchronous(standbyName(standby));
    const wanted = this.mode === 'synchronous' ? 'sync' : 'async';
    const deadline = performance.now() + 20_000;
    for (;;) {
      const rows = await this.#primary.query<{ state: string; sync_state: string }>(
        `SELECT state, sync_state FROM pg_stat_replication WHERE application_name = '${standbyName(standby)}'`,
      );
      if (rows.some((row) => row.state === 'streaming' && row.sync_state === wanted)) return;
      if (performance.now() > deadline) {
        throw new Error(
          `${standby.name} does not stream from ${this.#primary.name}: ${JSON.stringify(rows)}; it said: ${await standby.lastWords()}`,
        );
      }
      await sleep(25);
    }
  }

  async #setSynchronous(names: string): Promise<void> {
    await this.#primary.session(async (client) => {
      await client.query(`ALTER SYSTEM SET synchronous_standby_names = '${names}'`);
      await client.query('SELECT pg_reload_conf()');
    });
  }
}

function standbyName(server: PostgresServer): string {
  return `standby_${server.site.replaceAll(/\W/g, '_')}`;
}
