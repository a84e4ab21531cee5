import { begin, finish } from '../background.ts';
import { observed } from '../observed.ts';
import { readServerIdentity } from '../probes/server-identity.ts';
import { postgresOf, postgresTargets } from '../targets/postgres.ts';
import { watched } from '../watched.ts';

/** The database server stopped and started. */
export default watched({
  name: 'database-restart',
  title: 'Database restarted',
  text:
    'The database server is stopped and started again: every connection closes, every lock is gone, nothing committed ' +
    'is lost. Every instance has to come back by itself.',
  class: 'store',
  mode: 'server restarted',
  source: 'facts/domain.md DC-25, DM-20',
  parameters: { holdMs: 2_000 },
  targets: postgresTargets,
  before: ({ testbed }) => readServerIdentity(postgresOf(testbed).probeUrl),
  inject({ testbed }) {
    begin(testbed, 'database restart', () => postgresOf(testbed).restart());
    return Promise.resolve();
  },
  async bit({ testbed, signal }, _target, _parameters, before) {
    const error = await finish(testbed, 'database restart', false);
    if (error !== undefined) return { seen: false, words: `the restart failed: ${error.message}` };
    return observed(5_000, signal, async () => {
      const now = await readServerIdentity(postgresOf(testbed).probeUrl);
      return {
        seen: now.startedAt !== before.startedAt && now.system === before.system,
        words: `server started ${at(now.startedAt)}, before that ${at(before.startedAt)}`,
      };
    });
  },
  async heal({ testbed }) {
    await finish(testbed, 'database restart', false);
    const { primary } = postgresOf(testbed);
    if (primary.state !== 'running') await primary.start();
  },
  healed: ({ testbed, signal }) =>
    observed(5_000, signal, async () => {
      const now = await readServerIdentity(postgresOf(testbed).probeUrl);
      return { seen: !now.inRecovery, words: `the server answers, started ${at(now.startedAt)}` };
    }),
});

function at(epochSeconds: number): string {
  return new Date(epochSeconds * 1_000).toISOString().slice(11, 23);
}
