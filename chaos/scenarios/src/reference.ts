import type { Scenario } from '@plimsoll/history/scenario';
import { shortestMs } from './shortest.ts';
import { tierOf } from './tier-of.ts';
import { tiers, type Tier } from './tiers.ts';

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
    ...['sequencer', 'operator'].flatMap((system) => [
      `Of ${system === 'operator' ? 'an operator' : 'a sequencer'}:`,
      '',
      ...(Object.keys(tiers) as Tier[]).flatMap((tier) => tierLines(system, tier)),
      '',
    ]),
    ...scenarios.flatMap(section),
  ].join('\n');
}

function tierLines(system: string, tier: Tier): string[] {
  const { scenarios, cells } = tierOf(system, tier);
  return [
    `- **${tier}** (\`plimsoll certify ${tier}\`): ${scenarios.map((name) => `[${name}](#${name})`).join(', ')}.`,
    `  Has to have tested: ${cells
      .map(
        ({ fault, target, trials = 1 }) =>
          `${fault}${target === undefined ? '' : ` on a ${target}`} × ${trials}`,
      )
      .join(', ')}.`,
  ];
}

function section(scenario: Scenario): string[] {
  const { topology } = scenario;
  const instances = Object.entries(topology.instances)
    .map(([site, count]) => `${count} in ${site}`)
    .join(', ');
  return [
    `## ${scenario.name}`,
    '',
    `**${scenario.title}.** ${scenario.text}`,
    '',
    `- Sites ${topology.sites.join(', ')}; instances: ${instances}; PostgreSQL: ${topology.postgres}${serviceWords(topology)}.`,
    ...(scenario.expects === undefined ? workLines(scenario) : [refusalWords(scenario.expects)]),
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

function refusalWords({ refusal }: NonNullable<Scenario['expects']>): string {
  return `- Has to refuse to start, naming ${refusal.map((rule) => `\`${rule}\``).join(' or ')}; nothing is sent.`;
}

function workLines(scenario: Scenario): string[] {
  return [
    loadWords(scenario),
    `- At least ${Math.ceil(shortestMs(scenario) / 1_000)} s of trials; steady for ${scenario.steadyMs} ms before, ${scenario.recoveryMs} ms after each; jitter ${
      scenario.jitterMaxMs === undefined
        ? "over the subject's longest timer"
        : `up to ${scenario.jitterMaxMs} ms`
    }.`,
  ];
}

/** Brokers and chain, where the scenario plans them. */
function serviceWords({ kafka, kafkaTopics, chain }: Scenario['topology']): string {
  const topics =
    kafkaTopics === undefined
      ? ''
      : `, ${kafkaTopics.replication ?? '?'} replicas of which ${kafkaTopics.minInSyncReplicas ?? '?'} must have a write`;
  return [
    ...(kafka === undefined ? [] : [`; Kafka: ${kafka}${topics}`]),
    ...(chain === undefined ? [] : [`; chain: a block every ${chain.blockMs ?? 500} ms`]),
  ].join('');
}

function loadWords({ name, load }: Scenario): string {
  if (name.startsWith('operator-')) {
    const mix = Object.entries(load.mix ?? {}).map(([kind, share]) => `${kind} ${share}`);
    return `- ${load.members} accounts, ${load.ratePerSecond} operations a second (${load.arrivals})${mix.length === 0 ? '' : `; ${mix.join(', ')}`}.`;
  }
  return (
    `- ${load.members} members, ${load.ratePerSecond} sends a second (${load.arrivals}), ${load.bytes[0]} to ${load.bytes[1]} bytes,` +
    ` ${Math.round(load.awaitShare * 100)} % await=sequenced, max-sequencing-time ${load.maxSequencingTimeMs} ms.`
  );
}
