import type { Plan } from '@plimsoll/history/plan';
import { random } from '@plimsoll/history/random';
import { openCourt } from './court.ts';
import type { Finding, Guarantee } from './guarantee.ts';
import { Planted } from './synthetic/defect.ts';
import type { Defect, Lines } from './synthetic/defect.ts';
import { livenessDefects } from './synthetic/liveness-defects.ts';
import { safetyDefects } from './synthetic/safety-defects.ts';
import { smallSynthesis, synthesize } from './synthetic/synthesize.ts';
import type { Synthesis } from './synthetic/synthesize.ts';

/** Every known defect by the id of the guarantee that it breaks. */
export const defects: Readonly<Record<string, Defect>> = { ...safetyDefects, ...livenessDefects };

/** What one guarantee found in one planted history; `undefined` reason when it convicted. */
export interface Checked {
  readonly id: string;
  readonly finding: Finding | undefined;
  /** Why its checker is not to be trusted; undefined when it convicted. */
  readonly blind: string | undefined;
}

/**
 * Are the checkers sharp? Each guarantee is shown a legal history with one breach of just that promise in its second half, and has to
 * convict. A checker that always passes, that stops at the first 1,000 records, or that gives up, is named (HX-M3, HX-M4; HR-04 in small).
 */
export function instrumentCheck(guarantees: readonly Guarantee[], seed: string): readonly Checked[] {
  return guarantees.map((guarantee) => {
    const { id } = guarantee;
    const defect = defects[id];
    if (defect === undefined) return { id, finding: undefined, blind: 'no defect is known for it' };
    try {
      const finding = examinePlanted(guarantee, defect, seed);
      const blind = finding.verdict === 'FAIL' ? undefined : `it found ${finding.verdict}: ${finding.reason}`;
      return { id, finding, blind };
    } catch (error) {
      return { id, finding: undefined, blind: `it gave up: ${(error as Error).message}` };
    }
  });
}

/** What a guarantee finds in a synthetic history with this defect. */
export function examinePlanted(guarantee: Guarantee, defect: Defect, seed: string): Finding {
  const { plan, lines } = legalHistory({
    ...smallSynthesis,
    sends: 400,
    ratePerSecond: 50,
    seed,
    ...defect.synthesis,
  });
  const planted = new Planted(lines, random(seed, 'defect', guarantee.id));
  defect.plant(planted);
  const court = openCourt(defect.plan === undefined ? plan : defect.plan(plan));
  const checker = guarantee.check(court.context);
  court.admit(guarantee.id, () => checker.on);
  let file = '';
  let line = 0;
  for (const [each, record] of planted.lines) {
    line = each === file ? line + 1 : 1;
    if (each !== file) court.openFile(each);
    file = each;
    court.hear(record, line);
  }
  const [collapse] = court.collapses;
  if (collapse !== undefined) throw new Error(collapse.words);
  return checker.finish();
}

const kept = new Map<string, { readonly plan: Plan; readonly lines: Lines }>();

/** Most defects are planted in the same few histories: each is made once. */
function legalHistory(synthesis: Synthesis): { readonly plan: Plan; readonly lines: Lines } {
  const key = JSON.stringify(synthesis);
  const known = kept.get(key);
  if (known !== undefined) return known;
  if (kept.size > 8) kept.clear();
  const synthetic = synthesize(synthesis);
  const made = { plan: synthetic.plan, lines: [...synthetic.records()] };
  kept.set(key, made);
  return made;
}
