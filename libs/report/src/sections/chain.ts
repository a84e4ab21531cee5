import { mergeDistributions } from '@plimsoll/guarantees/measure/distribution';
import type { RunVerdict } from '@plimsoll/guarantees/verdict';
import { count, duration } from '../figures.ts';
import { markup } from '../markup.ts';
import type { Markup } from '../markup.ts';
import type { Section } from '../sections.ts';

type Chain = NonNullable<RunVerdict['chain']>;
interface ChainRun {
  readonly run: RunVerdict;
  readonly chain: Chain;
}

/** What the chain saw of an operator: batches, what became of operations, gas and how much of it was wasted on lost races. */
export const chain: Section = (model) => {
  const runs = model.runs.flatMap((run): ChainRun[] =>
    run.chain === undefined ? [] : [{ run, chain: run.chain }],
  );
  if (runs.length === 0) return null;
  const times = mergeDistributions(runs.map((each) => each.chain.acceptedToChain));
  const rejected = new Map<string, number>();
  for (const each of runs)
    for (const [reason, n] of Object.entries(each.chain.rejected))
      rejected.set(reason, (rejected.get(reason) ?? 0) + n);
  return markup`<section id="chain"><h2>The chain</h2><p class="lead">As read at the end from the contract alone. Gas is wasted where a submission was mined and refused, mostly because another batch was first. Gas in execution units: what it costs depends on the day.</p>
<table class="cards"><thead><tr><th>run</th><th>batches</th><th>operations</th><th>submitters</th><th>gas an operation</th><th>lost races</th><th>gas wasted</th><th>blocks reorganised</th></tr></thead><tbody>${runs.slice(0, 60).map(runLine)}</tbody></table>
<p>Accepted operation → seen on the chain: ${times.n === 0 ? 'not measured' : `${times.percentiles.map(({ p, ms }) => `p${p} ${duration(ms)}`).join(', ')}${times.percentiles.length === 0 ? '' : ', '}max ${duration(times.maxMs)} (n = ${count(times.n)})`}.</p>
${rejected.size === 0 ? null : markup`<h3>Rejected, by reason</h3><ul class="list">${[...rejected].sort((a, b) => b[1] - a[1]).map(([reason, n]) => markup`<li><b>${reason === '' ? 'no reason' : reason}</b> <span style="display:inline">${count(n)}</span></li>`)}</ul>`}</section>`;
};

function runLine({ run, chain: one }: ChainRun): Markup {
  const share = one.gasUsed + one.gasWasted === 0 ? 0 : one.gasWasted / (one.gasUsed + one.gasWasted);
  const each = one.operations === 0 ? '–' : count(Math.round(one.gasUsed / one.operations));
  return markup`<tr><td>${run.scenario}<span class="mode">seed ${run.seed}</span></td><td data-label="batches">${count(one.batches)}</td><td data-label="operations">${count(one.operations)}<span class="mode">${count(one.acknowledged)} accepted</span></td><td data-label="submitters">${Object.keys(one.submitters).length}</td><td data-label="gas an operation">${each}</td><td data-label="lost races">${count(one.reverted)}</td><td data-label="gas wasted">${count(one.gasWasted)}<span class="mode">${(100 * share).toFixed(1)} %</span></td><td data-label="reorganised">${count(one.reorganised)}</td></tr>`;
}
