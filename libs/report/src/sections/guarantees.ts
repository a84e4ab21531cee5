import { zeroBound } from '@plimsoll/guarantees/measure/zero-bound';
import type { GuaranteeResult } from '@plimsoll/guarantees/verdict';
import { count, percent } from '../figures.ts';
import { markup } from '../markup.ts';
import type { Markup } from '../markup.ts';
import type { Section } from '../sections.ts';

/** Every guarantee with what was checked; "0 violations" with its bound (HS-10). */
export const guaranteeTable: Section = (model) => {
  if (model.guarantees.length === 0) return null;
  return markup`<section id="guarantees"><h2>Guarantees</h2><p class="lead">No violation in n checks is a bound and not a zero: at 95 % confidence the true rate is below the figure in the last column.</p>
<table class="cards"><thead><tr><th>guarantee</th><th>verdict</th><th>violations</th><th>checked</th><th>rate below</th></tr></thead><tbody>${model.guarantees.map(line)}</tbody></table></section>`;
};

function line(one: GuaranteeResult): Markup {
  const { finding } = one;
  return markup`<tr><td><b>${one.title}</b><details><summary class="mode">${one.id}</summary><p>${one.text}</p><p class="mode">${one.level}, ${one.kind}, ${one.rules.join(', ')}; ${one.source.document}: ${one.source.heading}</p><p class="mode">${finding.reason}</p>${counts(finding.counts)}</details></td>
<td data-label="verdict"><span class="pill ${finding.verdict}">${finding.verdict === 'NOT_TESTED' ? 'not tested' : finding.verdict}</span></td>
<td data-label="violations">${violations(finding)}</td><td data-label="checked" class="num">${count(finding.checked)}</td><td data-label="rate below">${finding.violations === 0 && finding.checked > 0 ? percent(zeroBound(finding.checked)) : '–'}</td></tr>`;
}

/** A guarantee that a fault voids by its nature passes with violations: said, since they are not the subject's. */
function violations(finding: GuaranteeResult['finding']): Markup {
  if (finding.verdict === 'NOT_TESTED') return markup`–`;
  const excused = finding.verdict === 'PASS' && finding.violations > 0;
  return markup`${count(finding.violations)}${excused ? markup`<span class="mode">by a fault's nature</span>` : null}`;
}

function counts(all: Readonly<Record<string, number>> | undefined): Markup | null {
  if (all === undefined) return null;
  return markup`<p class="mode">${Object.entries(all)
    .slice(0, 30)
    .map(([name, n]) => `${name} ${count(n)}`)
    .join(', ')}</p>`;
}
