import type { Verdict } from '@plimsoll/guarantees/guarantee';
import { markup } from './markup.ts';
import type { Markup } from './markup.ts';

/** Strokes in a square of 50: the verdict is told by its form as well as by its colour. */
const signs: Readonly<Record<Verdict, string>> = {
  PASS: 'M8 26l12 14L42 10',
  FAIL: 'M10 10l30 30m0-30L10 40',
  INVALID: 'M25 8v22m0 8v4',
  INCONCLUSIVE: 'M14 16c2-16 26-12 21 3-2 6-10 7-10 14m0 8v3',
};

/** The verdict as the heading of a page, with its sign. */
export function verdictHeading(verdict: Verdict): Markup {
  return markup`<h1 class="verdict ${verdict}"><svg viewBox="0 0 50 50" width="0.8em" height="0.8em" aria-hidden="true" fill="none" stroke="currentColor" stroke-width="7" stroke-linecap="round" stroke-linejoin="round"><path d="${signs[verdict]}"/></svg>${verdict}</h1>`;
}
