import { createHash } from 'node:crypto';
import type { Manifest } from './manifest.ts';

/**
 * SHA-256, in hex, of a resolved manifest: of its JSON with the keys of every object sorted and without `extends`.
 * The same on every machine, whatever the order and the comments of the YAML.
 */
export function manifestDigest(manifest: Manifest): string {
  const { extends: _, ...resolved } = manifest;
  return createHash('sha256')
    .update(JSON.stringify(sorted(resolved)))
    .digest('hex');
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, item]) => [key, sorted(item)]),
  );
}
