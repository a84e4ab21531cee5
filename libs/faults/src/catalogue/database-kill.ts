import { observed } from '../observed.ts';
import { allGone, allStartedAnew, census } from '../probes/gone.ts';
import { startAgain } from '../start-again.ts';
import { postgresOf, postgresTargets } from '../targets/postgres.ts';
import { watched } from '../watched.ts';

/** The primary database server killed and left down for a while; nobody is promoted. */
export default watched({
  name: 'database-kill',
  title: 'Database down',
  text:
    'SIGKILL to the primary database server and all its workers; it stays down until the fault is healed and then ' +
    'recovers from its log. No standby is promoted. Nothing can be written meanwhile: the figure is what happens after.',
  class: 'store',
  mode: 'server down for a while',
  source: 'facts/domain.md DC-25, DM-20, DM-21',
  parameters: { holdMs: 3_000 },
  targets: postgresTargets,
  before: ({ testbed }) => [census(postgresOf(testbed).primary)],
  inject: ({ testbed }) => postgresOf(testbed).primary.kill(),
  bit: ({ signal }, _target, _parameters, before) => observed(3_000, signal, () => allGone(before)),
  heal: ({ testbed }) => startAgain(postgresOf(testbed).primary),
  healed: ({ testbed, signal }, _target, _parameters, before = []) =>
    observed(5_000, signal, () => allStartedAnew([postgresOf(testbed).primary], before)),
});
