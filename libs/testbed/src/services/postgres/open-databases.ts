import { randomBytes } from 'node:crypto';
import { ProcessClock } from '../../clock/process-clock.ts';
import type { Layout } from '../../lease/lay-out.ts';
import type { Surroundings } from '../../surroundings.ts';
import type { Address, TestbedOptions } from '../../testbed.ts';
import { copyStopped } from './data-copies.ts';
import { findPostgres } from './find-postgres.ts';
import { PostgresPair } from './postgres-pair.ts';
import { PostgresServer, type PostgresSurroundings } from './postgres-server.ts';
import { postgresUser, reachable } from './postgres-user.ts';
import { singleUser, templateDirectory } from './template.ts';

/** The databases of a testbed. */
export interface Databases {
  readonly services: readonly PostgresPair[];
  readonly clocks: readonly ProcessClock[];
  /** The URL for an instance whose route to its database listens there. */
  readonly subjectUrl: (route: Address, instance: string) => string;
}

/**
 * Prepares and starts what the manifest needs: one database for the subject, one in each site, or one for each instance on
 * a server in its site.
 */
export async function openDatabases(
  options: TestbedOptions,
  layout: Layout,
  surroundings: Surroundings,
): Promise<Databases> {
  const subjectPassword = randomBytes(16).toString('hex');
  const ownDatabases = layout.databases.some(({ scope }) => scope === 'instance');
  const subjectUrl = ({ host, port }: Address, instance: string): string => {
    const database = ownDatabases ? instance : 'subject';
    return `postgres://subject:${subjectPassword}@${host}:${port}/${database}?sslmode=disable`;
  };
  if (layout.databases.length === 0) return { services: [], clocks: [], subjectUrl };
  const programs = await reachable(findPostgres());
  const owner = postgresUser();
  const { dataDirectory, onProcess, clocksDirectory, library } = surroundings;
  const own: PostgresSurroundings = {
    ...surroundings,
    programs,
    owner,
    password: randomBytes(16).toString('hex'),
    subjectPassword,
  };
  const template = await templateDirectory(programs, owner, dataDirectory);
  const clocks: ProcessClock[] = [];
  const server = ({ endpoint }: Layout['databases'][number]): PostgresServer => {
    const { name, site } = endpoint;
    const clock =
      library === undefined ? undefined : new ProcessClock(name, site, library, clocksDirectory, onProcess);
    if (clock !== undefined) clocks.push(clock);
    return new PostgresServer(site, endpoint.from(site), own, async () => ({
      LANG: 'C',
      ...(await clock?.environment()),
    }));
  };
  const seenFrom = (to: PostgresServer, from: string): Address => {
    const found = layout.databases.find(({ endpoint }) => endpoint.site === to.site);
    return found === undefined ? to.address : found.endpoint.from(from);
  };
  const [first] = layout.databases;
  const services =
    first?.scope === 'subject'
      ? [new PostgresPair(options.postgres, layout.databases.map(server), own, seenFrom)]
      : layout.databases.map((database) => new PostgresPair('single', [server(database)], own, seenFrom));
  await Promise.all(
    services.map(async (service) => {
      const { dataDirectory: directory } = service.primaryServer;
      await copyStopped(template, directory, own);
      await singleUser(
        programs,
        directory,
        [
          `ALTER ROLE postgres PASSWORD '${own.password}'`,
          `ALTER ROLE subject PASSWORD '${subjectPassword}'`,
        ],
        { owner, directory: dataDirectory },
      );
      await service.open();
      if (!ownDatabases) return;
      const instances = layout.instances.filter(
        ({ placement, route }) => placement.site === service.primarySite && route !== undefined,
      );
      await service.primaryServer.session(async (client) => {
        // One after another: they are copied from the same template.
        for (const { placement } of instances) {
          await client.query(`CREATE DATABASE "${placement.name}" OWNER subject`);
        }
      });
    }),
  );
  return { services, clocks, subjectUrl };
}
