import { readdirSync } from 'node:fs';
import { basename } from 'node:path';
import type { Guarantee } from './guarantee.ts';

const folder = new URL('./catalogue/', import.meta.url);
const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
  .sort();

/** Every guarantee of the folder `catalogue/` and of the folders in it, by file name. To add one, copy a file: nothing else has to be edited. */
export const guarantees: readonly Guarantee[] = await Promise.all(
  files.map(async (name) => {
    const module = (await import(new URL(name, folder).href)) as { readonly default: Guarantee };
    if (module.default.id !== basename(name, '.ts'))
      throw new Error(`catalogue/${name} calls itself "${module.default.id}"; id and file name must agree`);
    return module.default;
  }),
);
