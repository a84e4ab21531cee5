import type { ConformanceCase } from './case.ts';
import { coverage } from './coverage.ts';

const row = (...cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
const codes = (names: readonly string[] | undefined): string =>
  (names ?? []).map((name) => `\`${name}\``).join(' ');

function condition(each: ConformanceCase<never>): string {
  const parts = [
    each.capability === undefined ? '' : `\`${each.capability}\``,
    each.without === undefined ? '' : `without \`${each.without}\``,
    each.needs ?? '',
  ];
  return parts.filter((part) => part !== '').join(', ');
}

const table = (cases: readonly ConformanceCase<never>[]): string =>
  [
    row('case', 'what', 'level', 'scope', 'only with', 'covers'),
    row('---', '---', '---', '---', '---', '---'),
    ...cases.map((each) =>
      row(
        `\`${each.id}\``,
        `**${each.title}.** ${each.text}`,
        each.level,
        each.scope,
        condition(each),
        each.covers.join(' '),
      ),
    ),
  ].join('\n');

/** The page docs/reference/cases.md: what is checked without faults, and where each case DC is covered. */
export function casesReference(
  cases: readonly ConformanceCase<never>[],
  operatorCases: readonly ConformanceCase<never>[],
): string {
  return `# Conformance cases

Made from \`libs/conformance/src\` by \`node libs/conformance/src/write-reference.ts\`; do not edit.

\`plimsoll conform <manifest>\` puts these cases to a running subject, without faults. *each*: at every node and gateway by
itself; *system*: once, across all of them. A case whose condition does not hold is n/a, and said so.

## Sequencer: ${cases.length} cases

${table(cases)}

Beside them a seeded fuzzer sends at least 1,000 hostile requests to every call of the interface, made from its schema:
each must be refused with an error of the table, or served where the schema allows it.

## Operator: ${operatorCases.length} cases

Each account signs with a key made for the run; what is accepted is waited for until it has come to its end.

${table(operatorCases)}

Beside them a seeded fuzzer sends at least 1,000 hostile requests to every method: parameters, envelopes, arrays and bytes spoiled, foreign
signatures, bodies above the limit. Each must be answered as the interface has it for these very bytes, while honest orders go on to be executed.

# Where each case of the sequencer is covered

The cases DC of the facts about the domain that concern the sequencer, its health and its gateway. Conformance cases run without
faults; guarantees judge every recorded run; the scenarios named bring the situation about.

${[row('DC', 'property', 'conformance', 'guarantees', 'scenarios', 'note'), row('---', '---', '---', '---', '---', '---'), ...coverage.map((each) => row(each.id, each.title, codes(cases.filter((one) => one.covers.includes(each.id)).map((one) => one.id)), codes(each.guarantees), codes(each.scenarios), each.note ?? ''))].join('\n')}
`;
}
