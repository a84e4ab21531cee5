import type { Instance } from '@plimsoll/testbed/testbed';

/** Asks a component for one of its metrics. @returns the sum over its labels; 0 where nothing was counted yet */
export async function metricOf(component: Instance, name: string): Promise<number> {
  const { host, port } = component.addressFrom(component.site, 'api');
  const text = await (await fetch(`http://${host}:${port}/metrics`)).text();
  const lines = text.matchAll(new RegExp(`^${name}(?:\\{[^}]*\\})? ([0-9.e+-]+)$`, 'gm'));
  return [...lines].reduce((sum, [, value]) => sum + Number(value), 0);
}
