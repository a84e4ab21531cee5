import type { Testbed } from '@plimsoll/testbed/testbed';
import type { Fault } from '../fault.ts';
import { observed } from '../observed.ts';
import { canaryShows, linkIsWhole } from '../probes/canary.ts';
import { endpointsAre } from '../probes/endpoints.ts';
import { linksOf, separableSites, siteOf } from '../targets/sites.ts';

/** All links of a site cut: nobody dies, everybody is told. */
const siteCut: Fault = {
  name: 'site-cut',
  title: 'Site lost: cut',
  text:
    'Every link of a site is cut, and its ways to the chain where there is one: open connections close and new ones are ' +
    'refused, in both directions, and nobody dies. ' +
    'The database is not promoted: with a synchronous standby on the far side the primary itself must stop committing.',
  class: 'site',
  mode: 'cut: connections refused, nobody dies',
  source: 'design 5, "A site is lost in three ways"',
  parameters: { holdMs: 4_000 },
  targets: separableSites,
  inject: async ({ testbed }, target) =>
    void (await Promise.all(waysOf(testbed, siteOf(target)).map((way) => way.cut()))),
  async bit({ testbed, signal }, target) {
    const endpoints = testbed.chain?.endpoints(siteOf(target)) ?? [];
    const seen = await Promise.all([
      ...linksOf(testbed, siteOf(target)).map((link) =>
        observed(2_000, signal, () =>
          canaryShows(link, { connected: false, forth: false, back: false }, 400),
        ),
      ),
      ...endpoints.map((endpoint) =>
        observed(2_000, signal, () => endpointsAre([endpoint], 'closed', 1_000)),
      ),
    ]);
    return { seen: seen.every((each) => each.seen), words: seen.map((each) => each.words).join('; ') };
  },
  heal: async ({ testbed }, target) =>
    void (await Promise.all(waysOf(testbed, siteOf(target)).map((way) => way.heal()))),
  async healed({ testbed, signal }, target) {
    const endpoints = testbed.chain?.endpoints(siteOf(target)) ?? [];
    const seen = await Promise.all([
      ...linksOf(testbed, siteOf(target)).map((link) => observed(5_000, signal, () => linkIsWhole(link))),
      ...endpoints.map((endpoint) =>
        observed(5_000, signal, () => endpointsAre([endpoint], 'answered', 2_000)),
      ),
    ]);
    return { seen: seen.every((each) => each.seen), words: seen.map((each) => each.words).join('; ') };
  },
};
export default siteCut;

/** All that leads out of a site: to other sites, and to the chain. */
function waysOf(
  testbed: Testbed,
  site: string,
): readonly { readonly cut: () => Promise<void>; readonly heal: () => Promise<void> }[] {
  return [...linksOf(testbed, site), ...(testbed.chain?.endpoints(site) ?? [])];
}
