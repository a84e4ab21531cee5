import type { Instance } from '@plimsoll/testbed/testbed';

/** A counter with the label `outcome`, summed over components, by outcome; or a metric without labels under ''. */
export async function countsByOutcome(
  components: readonly Instance[],
  name: string,
): Promise<Readonly<Record<string, number>>> {
  const counts: Record<string, number> = {};
  for (const component of components) {
    const { host, port } = component.addressFrom(component.site, 'api');
    const text = await (await fetch(`http://${host}:${port}/metrics`)).text();
    for (const [, outcome = '', value] of text.matchAll(
      new RegExp(`^${name}(?:\\{outcome="([^"]*)"\\})? ([0-9.e+-]+)$`, 'gm'),
    ))
      counts[outcome] = (counts[outcome] ?? 0) + Number(value);
  }
  return counts;
}
