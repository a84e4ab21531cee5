import type { PostgresService, Testbed } from '@plimsoll/testbed/testbed';
import type { Target } from '../fault.ts';

/**
 * The database server as a whole, one target: `postgres`. It touches no instance and no site by name: what the
 * instances do meanwhile is the figure.
 */
export function postgresTargets(testbed: Testbed): readonly Target[] | { readonly notAvailable: string } {
  if (testbed.postgres === undefined) return { notAvailable: 'the subject needs no database' };
  return [{ name: 'postgres', touches: ['postgres'] }];
}

/** As `postgresTargets`, but only where a standby can be promoted without loss. */
export function promotableTargets(testbed: Testbed): readonly Target[] | { readonly notAvailable: string } {
  if (testbed.postgres !== undefined && testbed.postgres.mode !== 'synchronous') {
    return { notAvailable: `the database is ${testbed.postgres.mode}: there is no synchronous standby` };
  }
  return postgresTargets(testbed);
}

/** The database of a testbed. Throws when there is none. */
export function postgresOf(testbed: Testbed): PostgresService {
  if (testbed.postgres === undefined) throw new Error('this testbed has no database');
  return testbed.postgres;
}
