import type { Plan } from '@plimsoll/history/plan';
import type { Series } from './outage.ts';

/** The places of a plan: every node and gateway with its site; and the internal parts of nodes, where the plan is known. */
export interface Places extends Pick<Plan, 'nodes' | 'gateways' | 'internals'> {
  /** A judge's context carries the whole plan. */
  readonly plan?: Pick<Plan, 'internals'>;
}

/**
 * The node to which an internal part belongs: the one in its site with the same number, as names are `<role>-<site>-<n>`; undefined where
 * that is no internal part, or belongs to none.
 */
export function besideOf(plan: Pick<Plan, 'nodes' | 'internals'>, part: string): string | undefined {
  const internal = plan.internals?.find(({ name }) => name === part);
  if (internal === undefined) return undefined;
  const ending = /[^-]+-\d+$/.exec(part)?.[0];
  if (ending === undefined) return undefined;
  return plan.nodes.find(
    ({ name, site }) => site === internal.site && (name === ending || name.endsWith(`-${ending}`)),
  )?.name;
}

/** What a fault names, and the nodes whose internal parts it names: an instance with a dead engine is touched. */
function withBeside(plan: Places, touches: readonly string[]): readonly string[] {
  const { nodes } = plan;
  const internals = plan.internals ?? plan.plan?.internals;
  if (internals === undefined) return touches;
  return [...touches, ...touches.flatMap((name) => besideOf({ nodes, internals }, name) ?? [])];
}

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
  const touched = withBeside(plan, touches);
  return [series.instance, series.site, home].some((name) => name !== undefined && touched.includes(name));
}

/** The instances (nodes and gateways) that a fault touches, those of a touched site included. */
export function touchedInstances(plan: Places, touches: readonly string[]): readonly string[] {
  const touched = withBeside(plan, touches);
  return [...plan.nodes, ...plan.gateways]
    .filter((one) => touched.includes(one.name) || touched.includes(one.site))
    .map((one) => one.name);
}
