import { relative } from 'node:path';
import { Argument, type Command } from 'commander';
import { loadFaults } from '@plimsoll/faults/registry';
import { guarantees } from '@plimsoll/guarantees/registry';
import { loadScenarios } from '@plimsoll/scenarios/registry';
import { loadSubject, shippedSubjects } from '../subject.ts';

const catalogues = {
  faults: async () => (await loadFaults()).map((fault) => [fault.name, fault.class, fault.title]),
  guarantees: async () =>
    guarantees.map((each) => [each.id, `${each.level} ${each.kind}`, each.title, each.rules.join(' ')]),
  scenarios: async () =>
    (await loadScenarios()).map((each) => [each.name, `${each.steps.length} steps`, each.title]),
  subjects: async () => {
    const rows: string[][] = [];
    for (const path of await shippedSubjects()) {
      const { manifest } = await loadSubject(path);
      const rules = manifest.breaks === undefined ? '' : `breaks ${manifest.breaks.rules.join(' ')}`;
      rows.push([
        manifest.name,
        rules,
        relative(process.cwd(), path),
        manifest.breaks?.how ?? manifest.description ?? '',
      ]);
    }
    return rows;
  },
} as const satisfies Record<string, () => Promise<readonly (readonly string[])[]>>;

/** `plimsoll list WHAT`: the registries, one line each. */
export function define(program: Command, finish: (work: Promise<number>) => void): void {
  program
    .command('list')
    .description('list what there is')
    .addArgument(new Argument('<what>').choices(Object.keys(catalogues)))
    .action((what: keyof typeof catalogues) => finish(list(what)));
}

async function list(what: keyof typeof catalogues): Promise<number> {
  const rows = await catalogues[what]();
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  for (const row of rows) {
    process.stdout.write(
      `${row.map((cell, column) => cell.padEnd(column === row.length - 1 ? 0 : (widths[column] ?? 0))).join('  ')}\n`,
    );
  }
  return 0;
}
