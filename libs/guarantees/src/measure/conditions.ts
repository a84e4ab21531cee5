import { readdirSync } from 'node:fs';
import type { Condition } from './condition.ts';

const folder = new URL('./sometimes/', import.meta.url);
const files = readdirSync(folder)
  .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
  .sort();

/** Every condition of the folder `sometimes/`, by file name. */
export const conditions: readonly Condition[] = await Promise.all(
  files.map(async (name) => {
    const module = (await import(new URL(name, folder).href)) as { readonly default: Condition };
    return module.default;
  }),
);
