import { expect, test } from 'vitest';
import { fixtureManifest } from '../../fixture/manifest.ts';
import { placements, usesTemplate } from './placement.ts';

const [node] = fixtureManifest().components;
if (node === undefined) throw new Error('no component');
const manifest = {
  ...fixtureManifest(),
  components: [
    node,
    { ...node, role: 'gateway', multiplicity: 'site' as const },
    { ...node, role: 'topology', multiplicity: 'once' as const },
  ],
};

test('instances as the topology asks, one a site, one in all', () => {
  expect(
    placements(manifest, ['a', 'b', 'c'], { a: 2, c: 1 }).map(({ name, ordinal }) => [name, ordinal]),
  ).toEqual([
    ['node-a-1', 0],
    ['node-a-2', 1],
    ['node-c-1', 2],
    ['gateway-a-1', 0],
    ['gateway-b-1', 1],
    ['gateway-c-1', 2],
    ['topology-a-1', 0],
  ]);
});

test('a site that is not there is refused', () => {
  expect(() => placements(manifest, ['a'], { b: 1 })).toThrow('instances are asked for in site b');
});

test('only what uses a need gets a route to it', () => {
  expect(usesTemplate(node, 'needs.postgres.')).toBe(true);
  const spaced = { ...node, start: { command: ['x', '{{ needs.postgres.url }}'] } };
  expect(usesTemplate(spaced, 'needs.postgres.')).toBe(true);
  const [without] = fixtureManifest({ needs: [] }).components;
  expect(without !== undefined && usesTemplate(without, 'needs.postgres.')).toBe(false);
});
