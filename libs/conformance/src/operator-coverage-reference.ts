import { operatorCoverage } from './operator-coverage.ts';

/** The page docs/reference/operator-cases.md: how each case of an operator is covered. */
export function operatorCoverageReference(): string {
  const cells = (names: readonly string[] | undefined, page: string): string =>
    (names ?? []).map((name) => `[${name}](${page}#${name})`).join(', ');
  return `${[
    '# Cases of an operator',
    '',
    'Generated from `libs/conformance/src/operator-coverage.ts` by `node libs/conformance/src/write-operator-coverage.ts`. Guarantees are judged over every',
    'recorded run; scenarios bring the situation about. What is not covered, or only in part, says why.',
    '',
    '| RC | case | guarantees | scenarios | note |',
    '| --- | --- | --- | --- | --- |',
    ...operatorCoverage.map(
      ({ id, title, guarantees, scenarios, note }) =>
        `| ${id} | ${title} | ${cells(guarantees, 'guarantees.md')} | ${cells(scenarios, 'scenarios.md')} | ${note ?? ''} |`,
    ),
  ].join('\n')}\n`;
}
