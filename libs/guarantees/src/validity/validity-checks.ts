import { readdirSync } from 'node:fs';
import type { MakeValidityCheck } from './validity-check.ts';

const folder = new URL('./checks/', import.meta.url);
const files = readdirSync(folder)
  .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
  .sort();

/** Every check of the folder `checks/`, by file name. */
export const validityChecks: readonly MakeValidityCheck[] = await Promise.all(
  files.map(async (name) => {
    const module = (await import(new URL(name, folder).href)) as { readonly default: MakeValidityCheck };
    return module.default;
  }),
);
