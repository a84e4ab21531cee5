import type { Fault, FaultClass } from './fault.ts';

const classes: Readonly<Record<FaultClass, string>> = {
  process: 'Processes',
  link: 'Links between sites',
  site: 'Whole sites',
  store: 'Databases',
  clock: 'Clocks',
  chain: 'The chain',
};

/** The reference page of all faults, as Markdown: generated, never written by hand. */
export function faultReference(faults: readonly Fault[]): string {
  const lines = [
    '# Faults',
    '',
    'Generated from `libs/faults/src/catalogue/` by `node libs/faults/src/write-reference.ts`. To add one, copy a file',
    'there: the folder is the registry. A fault is a verb and a target; it is planned, applied, seen to have **bitten**',
    'by a probe that shares nothing with the injector, healed, and seen to be **gone** by a probe again. Without both',
    'receipts its trial is INVALID. Times are milliseconds.',
    '',
    'Targets: `node:<instance>`, `gateway:<instance>`, `instance:<node>` (a node with the internal parts beside it), `nodes` (all',
    'nodes), `site:<site>`, `link:<site>-<site>`, one way',
    "`link:<from>><to>`, `route:<instance>` (that instance's way to its database), `postgres`, `chain`, `rpc:<site>` (all its",
    'ways to the chain), `rpc:<site>/<number>` (one of them).',
    '',
  ];
  for (const [name, title] of Object.entries(classes)) {
    lines.push(`# ${title}`, '');
    for (const fault of faults.filter((each) => each.class === name)) lines.push(...section(fault));
  }
  return lines.join('\n');
}

function section(fault: Fault): string[] {
  const example = fault.parametersFor?.({ lease: 2_000, check: 250 });
  return [
    `## ${fault.name}`,
    '',
    `**${fault.title}** (${fault.mode}). ${fault.text}`,
    '',
    `- Parameters: ${words(fault.parameters) || 'none'}.`,
    ...(example === undefined
      ? []
      : [
          `- From the subject's timers, unless a step says otherwise: with a lease of 2000 and a check every 250, ${words(example)}.`,
        ]),
    ...(fault.needsClocks === true
      ? ['- Needs libfaketime, preloaded in plans that have such a fault.']
      : []),
    ...(fault.mustBreak === undefined ? [] : [`- Must be *seen* to break: ${list(fault.mustBreak)}.`]),
    ...(fault.mayBreak === undefined || fault.mayBreak.length === 0
      ? []
      : [`- Voids besides, by its nature: ${list(fault.mayBreak)}.`]),
    `- Source: ${fault.source}.`,
    '',
  ];
}

function words(parameters: Readonly<Record<string, number | string>>): string {
  return Object.entries(parameters)
    .map(([name, value]) => `\`${name}\` ${value}`)
    .join(', ');
}

function list(guarantees: readonly string[]): string {
  return guarantees.map((id) => `\`${id}\``).join(', ');
}
