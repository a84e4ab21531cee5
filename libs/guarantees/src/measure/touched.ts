import type { Plan } from '@plimsoll/history/plan';
import type { Series } from './outage.ts';

/** The places of a plan: every node and gateway with its site. */
export type Places = Pick<Plan, 'nodes' | 'gateways'>;

/**
 * Whether a fault touches a probe series directly: one at an instance that it names; for a site that it names, one
 * at an instance there or from a client there. Only the others make the headline figure: what a fault takes down
 * by intent is not the subject's outage.
 */
export function touchesSeries(
  plan: Places,
  touches: readonly string[],
  series: Pick<Series, 'site' | 'instance'>,
): boolean {
  const home = [...plan.nodes, ...plan.gateways].find((one) => one.name === series.instance)?.site;
  return [series.instance, series.site, home].some((name) => name !== undefined && touches.includes(name));
}

/** The instances (nodes and gateways) that a fault touches, those of a touched site included. */
export function touchedInstances(plan: Places, touches: readonly string[]): readonly string[] {
  return [...plan.nodes, ...plan.gateways]
    .filter((one) => touches.includes(one.name) || touches.includes(one.site))
    .map((one) => one.name);
}
