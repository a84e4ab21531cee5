import type { MatrixCellResult } from '@plimsoll/guarantees/counting-rule/matrix-result';
import { matrixRows } from '@plimsoll/guarantees/counting-rule/matrix-rows';
import { duration } from './figures.ts';
import { markup } from './markup.ts';
import type { Markup } from './markup.ts';
import { logo, page } from './page.ts';

const columns = [
  { inSync: 'full', afterwards: 'comes-back', title: 'in-sync set full, site comes back' },
  { inSync: 'full', afterwards: 'forced-election', title: 'full, gone for good, election forced' },
  { inSync: 'shrunk', afterwards: 'comes-back', title: 'shrunk before, site comes back' },
  { inSync: 'shrunk', afterwards: 'forced-election', title: 'shrunk before, gone for good, election forced' },
] as const;

/**
 * The matrix of the counting rule as a page of its own: each row of (replicas by site, M) and site lost, × in-sync set × what happens to
 * the site; what was measured against what the rule predicts.
 */
export function countingMatrixHtml(results: readonly MatrixCellResult[], settings: string): string {
  const of = (state: MatrixCellResult['state']): number =>
    results.filter((each) => each.state === state).length;
  const bad = of('differs') + of('unproved');
  const losing = results.filter(({ cell }) => cell.predicted === 'lost');
  const seen = losing.filter(({ measured }) => measured === 'lost').length;
  const lines = [...new Set(results.map(({ cell }) => lineOf(cell)))];
  return page(
    `Counting rule: ${of('agrees')} of ${results.length} cells – Plimsoll`,
    markup`<header class="top"><span class="brand">${logo}Plimsoll</span><span>counting rule</span><span>${settings}</span></header>
<main><h1 class="verdict ${bad > 0 ? 'FAIL' : of('not measured') > 0 ? 'INCONCLUSIVE' : 'PASS'}" style="margin-top:22px">${of('agrees')} of ${results.length} cells as the rule says</h1>
<p class="reason">A topic with replicas in several sites loses one of them. Kept: all that was acknowledged can be read, and writes go on. Blocked: it can be read, writes are refused; the last writes before the loss may be held back until M is filled again. Unreadable: nothing is gone, and nobody can be read from until the site is back. Lost: something that was acknowledged is gone.</p>
<dl class="key"><div><dt>as predicted</dt><dd>${of('agrees')}<small>of ${results.length}</small></dd></div>
<div><dt>otherwise</dt><dd class="${of('differs') > 0 ? 'bad' : ''}">${of('differs')}</dd></div>
<div><dt>unsafe cells seen to lose</dt><dd class="${seen < losing.length ? 'bad' : ''}">${seen}<small>of ${losing.length}</small></dd></div>
<div><dt>not measured</dt><dd>${of('not measured')}</dd></div></dl>
<section id="cells"><h2>Cells</h2><table class="cards"><thead><tr><th>replicas by site</th>${columns.map(({ title }) => markup`<th>${title}</th>`)}</tr></thead><tbody>${lines.map(
      (line) => {
        const mine = results.filter(({ cell }) => lineOf(cell) === line);
        return markup`<tr><td>${line}</td>${columns.map((column) => {
          const found = mine.find(
            ({ cell }) => cell.inSync === column.inSync && cell.afterwards === column.afterwards,
          );
          return markup`<td data-label="${column.title}">${found === undefined ? '–' : cellOf(found)}</td>`;
        })}</tr>`;
      },
    )}</tbody></table></section>
<section id="left-out"><h2>Left out</h2><ul class="list">${matrixRows
      .filter(({ leftOut }) => leftOut !== undefined)
      .map(
        (row) => markup`<li><b>${row.sites}, M = ${row.minInSync}</b> <span>${row.leftOut ?? ''}</span></li>`,
      )}</ul></section></main>
<footer>The rule: lossless ⇔ M &gt; most replicas in any one site; goes on ⇔ the rest can fill M. What it leaves out, the state of the in-sync set when the site goes, is in the columns.</footer>`,
  );
}

function lineOf({ row, lost }: MatrixCellResult['cell']): string {
  return `${row.sites}, M = ${row.minInSync}, site ${lost} lost`;
}

function cellOf({ cell, measurement, measured, state }: MatrixCellResult): Markup {
  const pill = state === 'agrees' ? 'ok' : state === 'not measured' ? 'INCONCLUSIVE' : 'FAIL';
  const details: string[] = [];
  if (measured !== undefined && measured !== cell.predicted) details.push(`predicted ${cell.predicted}`);
  if (measurement?.notMeasured !== undefined) details.push(measurement.notMeasured);
  else if (measurement !== undefined) {
    if (measurement.lost > 0) details.push(`${measurement.lost} of ${measurement.acknowledged} lost`);
    details.push(
      measurement.blockedMs === null
        ? 'no write while it was away'
        : `writes stood still for ${duration(measurement.blockedMs)}`,
    );
    if (typeof measurement.resumedMs === 'number') {
      const since = cell.afterwards === 'comes-back' ? 'it was started' : 'the election';
      details.push(`the next one ${duration(measurement.resumedMs)} after ${since}`);
    }
    if (measurement.heldBack !== undefined) {
      details.push(`the last ${measurement.heldBack} of ${measurement.acknowledged} held back for now`);
    }
  }
  return markup`<span class="pill ${pill}">${measured ?? cell.predicted}</span><span class="mode">${state === 'not measured' ? `not measured${details.length > 0 ? `: ${details.join('; ')}` : ''}` : details.join('; ')}</span>`;
}
