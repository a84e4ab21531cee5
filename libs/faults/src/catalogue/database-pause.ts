import type { Fault } from '../fault.ts';
import { observed } from '../observed.ts';
import { frozen, thawed } from '../probes/frozen.ts';
import { ask } from '../probes/sql.ts';
import { postgresOf, postgresTargets } from '../targets/postgres.ts';

/** The database server frozen, with all its workers. */
const databasePause: Fault = {
  name: 'database-pause',
  title: 'Database frozen',
  text:
    'SIGSTOP to the primary database server and all its workers, then SIGCONT: connections stay open and nothing is ' +
    'answered, for every instance at once. Nobody may claim to be ready meanwhile.',
  class: 'store',
  mode: 'server frozen, nothing closes',
  source: 'facts/domain.md DC-77, DM-41, DM-43',
  parameters: { holdMs: 4_000 },
  targets: postgresTargets,
  inject: ({ testbed }) => postgresOf(testbed).primary.pause(),
  bit: ({ testbed, signal }) => observed(1_500, signal, () => frozen(postgresOf(testbed).primary)),
  heal: ({ testbed }) => postgresOf(testbed).primary.resume(),
  async healed({ testbed, signal }) {
    const processes = await observed(1_500, signal, () => thawed(postgresOf(testbed).primary));
    if (!processes.seen) return processes;
    return observed(5_000, signal, async () => {
      await ask(postgresOf(testbed).probeUrl, 'select 1');
      return { seen: true, words: `${processes.words}; a query is answered` };
    });
  },
};
export default databasePause;
