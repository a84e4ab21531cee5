import type { Instance, Testbed } from '@plimsoll/testbed/testbed';
import { observed } from '../observed.ts';
import { allGone, allStartedAnew, census } from '../probes/gone.ts';
import { readCommits } from '../probes/group-commits.ts';
import { startAgain } from '../start-again.ts';
import { groupTargets, kafkaOf } from '../targets/kafka.ts';
import { watched } from '../watched.ts';

/** Everything that may consume: a gateway does not. */
function consumers(testbed: Testbed): readonly Instance[] {
  return testbed.instances.filter(({ serves }) => serves !== 'gateway');
}

/** All that consumer groups have committed is forgotten while their members are down. */
export default watched({
  name: 'consumer-offsets-lost',
  title: 'Consumer offsets lost',
  text:
    'SIGKILL to everything but gateways, since a group that is being consumed keeps its offsets; then every consumer group of ' +
    'the subject is deleted in every cluster, with all that it has committed; then all start again. What was consumed before ' +
    'must be consumed again, from the beginning, and nothing may be done twice.',
  class: 'store',
  mode: 'all killed, consumer groups deleted, all started',
  source: 'facts/rollup.md RC-21, RM-21, RG-04',
  parameters: { holdMs: 1_000 },
  targets: groupTargets,
  async before({ testbed }) {
    return {
      processes: consumers(testbed).map((each) => census(each)),
      commits: await readCommits(kafkaOf(testbed)),
    };
  },
  async inject({ testbed }) {
    await Promise.all(consumers(testbed).map((each) => each.kill()));
    for (const cluster of kafkaOf(testbed).clusters) {
      for (const group of await cluster.groups()) await cluster.deleteGroup(group);
    }
  },
  async bit({ testbed, signal }, _target, _parameters, before) {
    const gone = await observed(3_000, signal, () => allGone(before.processes));
    if (!gone.seen) return gone;
    if (before.commits.length === 0) return { seen: false, words: 'no group had committed anything' };
    return observed(10_000, signal, async () => {
      const left = await readCommits(kafkaOf(testbed));
      return {
        seen: left.length === 0,
        words:
          left.length === 0
            ? `committed before and no more: ${before.commits.join(', ')}`
            : `still committed: ${left.join(', ')}`,
      };
    });
  },
  heal: async ({ testbed }) => void (await Promise.all(consumers(testbed).map((each) => startAgain(each)))),
  healed: ({ testbed, signal }, _target, _parameters, before) =>
    observed(5_000, signal, () => allStartedAnew(consumers(testbed), before?.processes ?? [])),
});
