import { defects } from './instrument-check.ts';
import { operatorDefects } from './synthetic/operator-defects.ts';
import type { Guarantee } from './guarantee.ts';

/** The page docs/reference/guarantees.md, from the registry (HR-09). */
export function guaranteeReference(guarantees: readonly Guarantee[]): string {
  const count = (kind: Guarantee['kind']): number => guarantees.filter((each) => each.kind === kind).length;
  return `${[
    '# Guarantees',
    '',
    `Generated from \`libs/guarantees/src/catalogue\` (one file each; the folder is the registry): ${count('safety')} about safety,`,
    `judged over the whole history, and ${count('liveness')} about liveness, judged where the claimed bounds have had their time. Change a file,`,
    'then run `node libs/guarantees/src/write-reference.ts`.',
    '',
    ...index(guarantees),
    ...guarantees.flatMap((each) => section(each)),
    ...rules(guarantees),
  ].join('\n')}\n`;
}

function index(guarantees: readonly Guarantee[]): string[] {
  return [
    '| guarantee | promise | kind | rules | needs |',
    '| --- | --- | --- | --- | --- |',
    ...guarantees.map(
      ({ id, title, kind, rules: watched, needs }) =>
        `| [${id}](#${id}) | ${title} | ${kind} | ${watched.join(' ')} | ${needs.join(' ') || '–'} |`,
    ),
    '',
  ];
}

function section(guarantee: Guarantee): string[] {
  const { id, title, text, level, kind, system, rules: watched, needs, exercisedBy, source } = guarantee;
  return [
    `## ${id}`,
    '',
    `**${title}.** ${text}`,
    '',
    `- ${level}, ${kind}; ${system === 'any' ? 'any system' : `system \`${system}\``}${needs.length === 0 ? '' : `; needs ${needs.map((each) => `\`${each}\``).join(', ')}`}`,
    `- Rules: ${watched.join(', ')}. Source: ${source.document}, "${source.heading}".`,
    ...(exercisedBy.length === 0
      ? []
      : [`- Exercised by: ${exercisedBy.map((each) => `\`${each}\``).join(', ')}.`]),
    ...(defects[id] === undefined && operatorDefects[id] === undefined
      ? ['- No planted defect shows that its checker sees.']
      : []),
    '',
  ];
}

/** The other way round: which guarantees watch a rule of facts/domain.md. */
function rules(guarantees: readonly Guarantee[]): string[] {
  const all = [...new Set(guarantees.flatMap((each) => each.rules))].sort();
  return [
    '## By rule',
    '',
    'What the rules say: [rules.md](rules.md).',
    '',
    '| rule | guarantees |',
    '| --- | --- |',
    ...all.map(
      (rule) =>
        `| [${rule}](rules.md#${rule.toLowerCase()}) | ${guarantees
          .filter((each) => each.rules.includes(rule))
          .map(({ id }) => `[${id}](#${id})`)
          .join(', ')} |`,
    ),
  ];
}
