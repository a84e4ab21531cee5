import type { OriginTree } from './origin-tree.ts';

/**
 * A manifest over the one that it extends: maps merge key by key, lists and values replace, components merge by their
 * role (new roles are added at the end). `null` takes an inherited value away.
 */
export function mergeManifests(base: OriginTree, over: OriginTree): OriginTree {
  return merge(base, over, []);
}

function merge(base: OriginTree, over: OriginTree, path: readonly string[]): OriginTree {
  if (base.kind === 'map' && over.kind === 'map') {
    const entries = new Map(base.entries);
    for (const [key, value] of over.entries) {
      const inherited = base.entries.get(key);
      if (value.kind === 'value' && value.value === null && inherited !== undefined) {
        entries.delete(key);
      } else {
        entries.set(key, inherited === undefined ? value : merge(inherited, value, [...path, key]));
      }
    }
    return { kind: 'map', entries, origin: over.origin };
  }
  if (base.kind === 'list' && over.kind === 'list' && path.join('/') === 'components') {
    const items = [...base.items];
    for (const item of over.items) {
      const role = roleOf(item);
      const index = items.findIndex((known) => role !== undefined && roleOf(known) === role);
      const inherited = items[index];
      if (inherited === undefined) items.push(item);
      else items[index] = merge(inherited, item, [...path, String(index)]);
    }
    return { kind: 'list', items, origin: over.origin };
  }
  return over;
}

function roleOf(component: OriginTree): unknown {
  const role = component.kind === 'map' ? component.entries.get('role') : undefined;
  return role?.kind === 'value' ? role.value : undefined;
}
