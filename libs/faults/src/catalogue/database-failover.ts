import { begin, finish } from '../background.ts';
import { observed } from '../observed.ts';
import { allGone, census } from '../probes/gone.ts';
import { readServerIdentity } from '../probes/server-identity.ts';
import { streamingStandby } from '../probes/streaming-standby.ts';
import { postgresOf, promotableTargets } from '../targets/postgres.ts';
import { watched } from '../watched.ts';

const work = 'database failover';

/** The primary fenced and the synchronous standby promoted. */
export default watched({
  name: 'database-failover',
  title: 'Database failed over',
  text:
    'The harness does what it owns: kills the primary (fence), promotes the synchronous standby in the other site and ' +
    're-points every route. Nothing committed may be lost. Healing builds a fresh standby where the old primary was.',
  class: 'store',
  mode: 'primary killed, synchronous standby promoted',
  source: 'design, "Who owns what"; facts/domain.md DC-25',
  parameters: { holdMs: 3_000 },
  targets: promotableTargets,
  async before({ testbed }) {
    const postgres = postgresOf(testbed);
    return {
      site: postgres.primarySite,
      primary: [census(postgres.primary)],
      identity: await readServerIdentity(postgres.probeUrl),
    };
  },
  inject({ testbed }) {
    begin(testbed, work, async () => void (await postgresOf(testbed).failOver()));
    return Promise.resolve();
  },
  async bit({ testbed, signal }, _target, _parameters, before) {
    const error = await finish(testbed, work, false);
    if (error !== undefined) return { seen: false, words: `the promotion failed: ${error.message}` };
    const fenced = await observed(3_000, signal, () => allGone(before.primary));
    if (!fenced.seen) return fenced;
    return observed(5_000, signal, async () => {
      const now = await readServerIdentity(postgresOf(testbed).probeUrl);
      return {
        seen:
          !now.inRecovery && now.system === before.identity.system && now.timeline > before.identity.timeline,
        words:
          `${fenced.words}; the server that answers is ${now.inRecovery ? 'a standby' : 'a primary'} on timeline ` +
          `${now.timeline} (before: ${before.identity.timeline}) of system ${now.system}`,
      };
    });
  },
  async heal({ testbed }) {
    await finish(testbed, work, false);
    const postgres = postgresOf(testbed);
    if (postgres.primary.state !== 'running') await postgres.primary.start();
    if (postgres.standby === undefined || postgres.standby.state !== 'running')
      await postgres.rebuildStandby();
  },
  healed: ({ testbed, signal }) =>
    observed(15_000, signal, () => streamingStandby(postgresOf(testbed).probeUrl, true)),
});
