import * as Plot from '@observablehq/plot';
import { parseHTML } from 'linkedom';
import { markup, plain, trusted } from './markup.ts';
import type { Markup } from './markup.ts';

/** Widths at which charts are drawn, CSS pixels: for a desk and for a phone; the style sheet shows one. */
const wide = 1052;
const narrow = 328;

/**
 * Draws a chart over the whole width of the page when the report is made: Observable Plot on linkedom's document, no
 * browser, no script in the page. `draw` gets the width and whether room is scarce; `label` is what a screen reader says.
 */
export function chart(label: string, draw: (width: number, narrow: boolean) => Plot.PlotOptions): Markup {
  return markup`<div class="chart wide">${render(draw(wide, false), label, wide)}</div><div class="chart narrow">${render(draw(narrow, true), label, narrow)}</div>`;
}

/** A chart that is as small on a desk as on a phone: one of several side by side. */
export function smallChart(label: string, options: Plot.PlotOptions): Markup {
  return markup`<div class="chart">${render(options, label, narrow)}</div>`;
}

function render(options: Plot.PlotOptions, label: string, width: number): Markup {
  const { document } = parseHTML('<!doctype html><html><body></body></html>');
  const element = Plot.plot({
    ...options,
    width,
    document,
    ariaLabel: label,
    style: { background: 'transparent', fontSize: '12px', fontFamily: 'inherit', overflow: 'visible' },
  });
  // Namespaces are needed in XML only; left out, the page names no address at all. A hundredth of a pixel is enough.
  const text = plain(element.outerHTML)
    .replace(/ xmlns(:xlink)?="[^"]*"/g, '')
    .replace(/ (?:[xy][12]?|c[xy]|r|width|height|d|transform)="[^"]*"/g, (attribute) =>
      attribute.replace(/(\d+\.\d\d)\d+/g, '$1'),
    )
    .replace('<svg ', '<svg role="img" ');
  return trusted(text);
}
