import type { Scenario } from '@plimsoll/history/scenario';
import { requiredCells } from './required-cells.ts';
import { shortestMs } from './shortest.ts';
import { tiers } from './tiers.ts';

/** The reference page of all scenarios and tiers, as Markdown: generated, never written by hand. */
export function scenarioReference(scenarios: readonly Scenario[]): string {
  return [
    '# Scenarios',
    '',
    'Generated from `chaos/scenarios/src/scenarios/` by `node chaos/scenarios/src/write-reference.ts`. To add one, copy',
    'a file there: the folder is the registry. A scenario is a topology, a load and faults one after another on one',
    'testbed; what is left out of a step is filled in when the plan is expanded, and printed with it.',
    '',
    '## Tiers',
    '',
    ...Object.entries(tiers).flatMap(([tier, names]) => [
      `- **${tier}** (\`plimsoll certify ${tier}\`): ${names.map((name) => `[${name}](#${name})`).join(', ')}.`,
      `  Has to have tested: ${requiredCells[tier as keyof typeof tiers]
        .map(
          ({ fault, target, trials = 1 }) =>
            `${fault}${target === undefined ? '' : ` on a ${target}`} × ${trials}`,
        )
        .join(', ')}.`,
    ]),
    '',
    ...scenarios.flatMap(section),
  ].join('\n');
}

function section(scenario: Scenario): string[] {
  const { topology, load } = scenario;
  const instances = Object.entries(topology.instances)
    .map(([site, count]) => `${count} in ${site}`)
    .join(', ');
  return [
    `## ${scenario.name}`,
    '',
    `**${scenario.title}.** ${scenario.text}`,
    '',
    `- Sites ${topology.sites.join(', ')}; instances: ${instances}; PostgreSQL: ${topology.postgres}.`,
    `- ${load.members} members, ${load.ratePerSecond} sends a second (${load.arrivals}), ${load.bytes[0]} to ${load.bytes[1]} bytes,` +
      ` ${Math.round(load.awaitShare * 100)} % await=sequenced, max-sequencing-time ${load.maxSequencingTimeMs} ms.`,
    `- At least ${Math.ceil(shortestMs(scenario) / 1_000)} s of trials; steady for ${scenario.steadyMs} ms before, ${scenario.recoveryMs} ms after each; jitter ${
      scenario.jitterMaxMs === undefined
        ? "over the subject's longest timer"
        : `up to ${scenario.jitterMaxMs} ms`
    }.`,
    ...(scenario.required === undefined ? [] : [`- Must have happened: ${scenario.required.join(', ')}.`]),
    ...(scenario.shows === undefined ? [] : [`- Defects that show: ${scenario.shows.join(', ')}.`]),
    '',
    ...(scenario.steps.length === 0
      ? ['No faults.']
      : ['| fault | target | hold | parameters | times |', '| --- | --- | --- | --- | --- |']),
    ...scenario.steps.map(
      (step) =>
        `| ${[step, ...(step.together ?? [])].map((each) => `[${each.fault}](faults.md#${each.fault})`).join(' with ')} ` +
        `| ${[step, ...(step.together ?? [])].map((each) => (each.target === undefined ? 'any' : `\`${each.target}\``)).join(' with ')} ` +
        `| ${step.holdMs === undefined ? "the fault's own" : `${step.holdMs} ms`} ` +
        `| ${Object.entries(step.parameters ?? {})
          .map(([name, value]) => `${name} ${value}`)
          .join(', ')} | ${step.repeat ?? 1} |`,
    ),
    '',
  ];
}
