import type { FaultRow } from '@plimsoll/guarantees/measure/fault-rows';
import type { Outage } from '@plimsoll/guarantees/verdict';
import { count, noStop, outageWords } from '../figures.ts';
import { markup } from '../markup.ts';
import type { Markup } from '../markup.ts';
import type { Section } from '../sections.ts';

/** The table of the first screen: for this configuration, what each fault costs. Figures are the worst of n. */
export const faultTable: Section = (model) => {
  if (model.rows.length === 0) return null;
  return markup`<section id="faults"><h2>When something dies</h2>
<p class="lead">For this configuration. A stop is the longest time without a successful probe, at the instances that the fault does not itself take down; bars are logarithmic, 10 ms to 60 s.</p>
<table class="cards"><thead><tr><th>fault <span>(mode)</span></th><th>lost?</th><th>writes stop</th><th>reads stop</th><th>comes back alone?</th><th>worst of n</th></tr></thead>
<tbody>${model.rows.map(line)}</tbody></table></section>`;
};

function line(row: FaultRow): Markup {
  return markup`<tr><td><b>${row.title}</b><span class="mode">${row.class}${row.mode === '' ? '' : `: ${row.mode}`}</span></td>
<td data-label="lost?">${lostWords(row)}</td>
<td data-label="writes stop">${stop(row.worstWrite, row)}</td>
<td data-label="reads stop">${stop(row.worstRead, row)}</td>
<td data-label="comes back alone?">${alone(row)}</td>
<td data-label="worst of n" class="num">${row.tested}${row.tested < row.planned ? markup`<span class="mode">of ${row.planned} planned</span>` : ''}</td></tr>`;
}

function lostWords(row: FaultRow): Markup {
  if (row.lost === null) return markup`<span class="soft">not tested</span>`;
  if (row.lost === 0)
    return row.losesByNature ? markup`no<span class="mode">though it should</span>` : markup`no`;
  return row.losesByNature
    ? markup`${count(row.lost)}<span class="mode">by its nature</span>`
    : markup`<b class="bad">${count(row.lost)} lost</b>`;
}

function stop(outage: Outage | null, row: FaultRow): Markup {
  if (row.tested === 0) return markup`<span class="soft">–</span>`;
  if (outage === null) {
    return row.worstTouched === null
      ? markup`<span class="soft">not probed</span>`
      : markup`<span class="num">${outageWords(row.worstTouched)}</span><span class="mode">all were touched</span>`;
  }
  if (noStop(outage))
    return markup`none seen<span class="mode">grain ${Math.round(outage.resolutionMs)} ms</span>`;
  const share = Math.max(0.03, Math.min(1, Math.log10(outage.ms / 10) / Math.log10(6000)));
  return markup`<span class="num">${outageWords(outage)}</span><span class="bar${outage.censored ? ' over' : ''}"><i style="width:${Math.round(share * 100)}%"></i></span>`;
}

function alone(row: FaultRow): Markup {
  if (row.cameBack === null) return markup`<span class="soft">–</span>`;
  const { yes, of } = row.cameBack;
  if (yes === of) return markup`yes`;
  return markup`<b class="bad">${yes === 0 ? 'no' : `${yes} of ${of}`}</b>`;
}
