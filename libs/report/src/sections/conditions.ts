import { count } from '../figures.ts';
import { markup } from '../markup.ts';
import type { Section } from '../sections.ts';

/** "Sometimes" conditions (HR-12): what must have come about for the run to have tested anything. */
export const conditionList: Section = (model) => {
  const all = new Map<string, { text: string; hits: number; required: boolean }>();
  for (const one of model.runs.flatMap((run) => run.sometimes)) {
    const before = all.get(one.id);
    all.set(one.id, {
      text: one.text,
      hits: (before?.hits ?? 0) + one.hits,
      required: one.required || before?.required === true,
    });
  }
  if (all.size === 0) return null;
  const sorted = [...all].sort(
    (a, b) => Number(b[1].required) - Number(a[1].required) || b[1].hits - a[1].hits,
  );
  return markup`<section id="conditions"><h2>Did it come about?</h2><p class="lead">A run that never got into trouble has tested nothing. How often each situation arose.</p>
<ul class="list">${sorted.map(([id, one]) => markup`<li title="${id}">${one.text}<span><span class="pill ${one.hits > 0 ? 'ok' : one.required ? 'no' : 'na'}" style="display:inline-block">${one.hits > 0 ? (one.hits === 1 ? 'once' : `${count(one.hits)} times`) : 'never'}</span>${one.required ? ' required' : ''}</span></li>`)}</ul></section>`;
};
