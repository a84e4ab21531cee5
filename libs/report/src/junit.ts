import type { TierVerdict } from '@plimsoll/guarantees/tier-verdict';
import type { GuaranteeResult, RunVerdict, TrialResult } from '@plimsoll/guarantees/verdict';
import { outageWords } from './figures.ts';
import { markup, trusted } from './markup.ts';
import type { Markup } from './markup.ts';
import { redactText } from './redact.ts';

/**
 * junit.xml of one run, as build servers read it: guarantees, trials and checks of the evidence as cases. A FAIL is a
 * failure with its witness; INVALID and INCONCLUSIVE are errors; not tested is skipped, with the reason.
 */
export function runJunit(verdict: RunVerdict): string {
  return document('plimsoll', [suite(verdict)]);
}

/** The same for a tier: one suite a run, and one for the cells that the tier requires. */
export function tierJunit(verdict: TierVerdict): string {
  const missing = verdict.missing.map(({ cell, why }) =>
    testCase('required cells', `${cell.fault}${cell.target === undefined ? '' : ` on ${cell.target}`}`, {
      error: why,
    }),
  );
  return document(`plimsoll ${verdict.tier}`, [
    ...verdict.runs.map(suite),
    ...(missing.length === 0 ? [] : [suiteOf('required cells', missing)]),
  ]);
}

interface Case {
  readonly kind: 'passed' | 'failure' | 'error' | 'skipped';
  readonly xml: Markup;
}

function document(name: string, suites: readonly (readonly [Markup, readonly Case[]])[]): string {
  const all = suites.flatMap(([, cases]) => cases);
  return `<?xml version="1.0" encoding="UTF-8"?>\n${
    markup`<testsuites name="${name}" ${totals(all)}>
${suites.map(([xml]) => xml)}</testsuites>
`.text
  }`;
}

function suite(run: RunVerdict): readonly [Markup, readonly Case[]] {
  const name = `${run.subject.name} ${run.scenario} ${run.seed}`;
  return suiteOf(name, [
    ...run.guarantees.map((one) => guaranteeCase(one)),
    ...run.trials.map((trial) => trialCase(trial)),
    ...run.validity.map((check) =>
      testCase(
        'evidence',
        check.check,
        check.ok ? {} : check.verdict === undefined ? { output: check.words } : { error: check.words },
      ),
    ),
    testCase(
      'verdict',
      run.verdict,
      run.verdict === 'PASS' ? {} : run.verdict === 'FAIL' ? { failure: run.reason } : { error: run.reason },
    ),
  ]);
}

function suiteOf(name: string, cases: readonly Case[]): readonly [Markup, readonly Case[]] {
  return [
    markup`<testsuite name="${redactText(name)}" ${totals(cases)}>
${cases.map((one) => one.xml)}</testsuite>
`,
    cases,
  ];
}

function totals(cases: readonly Case[]): Markup {
  const of = (kind: Case['kind']): number => cases.filter((one) => one.kind === kind).length;
  return markup`tests="${cases.length}" failures="${of('failure')}" errors="${of('error')}" skipped="${of('skipped')}"`;
}

function guaranteeCase(one: GuaranteeResult): Case {
  const { finding } = one;
  const witnesses = finding.witnesses
    .slice(0, 5)
    .map(
      (witness) =>
        `${witness.prose}\n${witness.positions.map((at) => `history/${at.file}.ndjson:${at.line}`).join(' ')}`,
    );
  if (finding.verdict === 'FAIL')
    return testCase('guarantees', one.id, {
      failure: finding.reason,
      output: [one.text, ...witnesses].join('\n\n'),
    });
  if (finding.verdict === 'NOT_TESTED') return testCase('guarantees', one.id, { skipped: finding.reason });
  return testCase('guarantees', one.id, finding.verdict === 'PASS' ? {} : { error: finding.reason });
}

function trialCase(trial: TrialResult): Case {
  const name = `trial ${trial.trial}: ${trial.fault} on ${trial.target}`;
  const figures = `writes stop: ${outageWords(trial.writeOutageMs)}, reads stop: ${outageWords(trial.readOutageMs)}, lost: ${trial.lost}`;
  if (trial.state === 'invalid') return testCase('trials', name, { error: trial.reason ?? 'no receipt' });
  if (trial.state !== 'tested') return testCase('trials', name, { skipped: trial.reason ?? trial.state });
  return testCase('trials', name, { output: figures });
}

function testCase(
  group: string,
  name: string,
  what: {
    readonly failure?: string;
    readonly error?: string;
    readonly skipped?: string;
    readonly output?: string;
  },
): Case {
  const kind =
    what.failure !== undefined
      ? 'failure'
      : what.error !== undefined
        ? 'error'
        : what.skipped !== undefined
          ? 'skipped'
          : 'passed';
  const message = what.failure ?? what.error ?? what.skipped ?? '';
  const output = what.output === undefined ? '' : redactText(what.output);
  const body =
    kind === 'passed'
      ? output === ''
        ? null
        : markup`<system-out>${output}</system-out>`
      : markup`<${trusted(kind)} message="${redactText(message)}">${output}</${trusted(kind)}>`;
  return {
    kind,
    xml: markup`<testcase classname="${group}" name="${redactText(name)}">${body}</testcase>
`,
  };
}
