import { count } from '../figures.ts';
import { markup } from '../markup.ts';
import type { Section } from '../sections.ts';

/** The smallest evidence of each violation, in prose, with pointers into the history. */
export const witnesses: Section = (model) => {
  const failed = model.guarantees.filter(({ finding }) => finding.verdict === 'FAIL');
  const damaged = model.runs.flatMap((run) =>
    run.validity.filter((check) => !check.ok && check.verdict !== undefined).map((check) => ({ run, check })),
  );
  if (failed.length === 0 && damaged.length === 0) return null;
  return markup`<section id="witnesses"><h2>${failed.length > 0 ? 'What broke' : 'Why the evidence is not enough'}</h2>
${failed.map(
  (one) => markup`<article class="witness"><h3>${one.title}</h3>
<p class="soft">${one.text}</p>
${one.finding.witnesses
  .slice(0, 5)
  .map(
    (witness) =>
      markup`<p>${witness.prose}</p><p class="where">${witness.positions
        .slice(0, 12)
        .map(
          (at, index) => markup`${index > 0 ? ', ' : ''}<code>history/${at.file}.ndjson:${at.line}</code>`,
        )}</p>`,
  )}
<p class="where">${count(one.finding.violations)} in ${count(one.finding.checked)} checked; guarantee <code>${one.id}</code>, ${one.level}, ${one.rules.join(', ')}, ${one.source.document}: ${one.source.heading}</p></article>`,
)}
${damaged.map(
  ({ run, check }) =>
    markup`<article class="witness"><h3>${check.check}: ${check.verdict ?? ''}</h3><p>${check.words}</p><p class="where">${run.scenario}${(check.positions ?? []).slice(0, 12).map((at) => markup`, <code>${at.file}:${at.line}</code>`)}</p></article>`,
)}</section>`;
};
