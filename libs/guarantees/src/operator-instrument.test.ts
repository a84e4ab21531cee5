import type { Plan } from '@plimsoll/history/plan';
import { random } from '@plimsoll/history/random';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { openCourt } from './court.ts';
import type { Finding, Guarantee } from './guarantee.ts';
import { openCase } from './open-case.ts';
import { guarantees } from './registry.ts';
import { Planted } from './synthetic/defect.ts';
import type { Lines } from './synthetic/defect.ts';
import { operatorDefects } from './synthetic/operator-defects.ts';
import { synthesizeOperator } from './synthetic/operator-history.fixture.ts';

const own = guarantees.filter(({ system }) => system === 'operator');

function found(guarantee: Guarantee, plan: Plan, lines: Lines): Finding {
  const court = openCourt(plan);
  const checker = guarantee.check(court.context);
  court.admit(guarantee.id, () => checker.on);
  let file = '';
  let line = 0;
  for (const [each, record] of lines) {
    line = each === file ? line + 1 : 1;
    if (each !== file) court.openFile(each);
    file = each;
    court.hear(record, line);
  }
  const [collapse] = court.collapses;
  if (collapse !== undefined) throw new Error(collapse.words);
  return checker.finish();
}

test('no legal history of an operator, however odd, breaks any guarantee', () => {
  fc.assert(
    fc.property(
      fc.record({
        seed: fc.string({ minLength: 1, maxLength: 6 }),
        batches: fc.integer({ min: 3, max: 25 }),
        perBatch: fc.integer({ min: 1, max: 20 }),
      }),
      (synthesis) => {
        const story = synthesizeOperator(synthesis);
        const open = openCase(story.plan, guarantees);
        const records = story.records();
        let file = '';
        let line = 0;
        for (const [each, record] of records) {
          line = each === file ? line + 1 : 1;
          if (each !== file) open.openFile(each);
          file = each;
          open.hear(record, line);
        }
        const verdict = open.finish(records.length);
        const alarms = verdict.guarantees
          .filter(({ finding }) => finding.verdict === 'FAIL' || finding.verdict === 'INCONCLUSIVE')
          .map(({ id, finding }) => `${id}: ${finding.witnesses[0]?.prose ?? finding.reason}`);
        expect(alarms).toEqual([]);
        const evidence = ['observers', 'final-reads', 'classification', 'judging', 'records'];
        expect(verdict.validity.filter(({ ok, check }) => !ok && evidence.includes(check))).toEqual([]);
      },
    ),
    { numRuns: 25 },
  );
}, 60_000);

test('every guarantee about operators has a defect planted for it, and no defect is for nobody', () => {
  expect(Object.keys(operatorDefects).sort()).toEqual(own.map(({ id }) => id).sort());
});

test.each(['1', '2', '3'])(
  'every guarantee about operators convicts the breach of its promise (seed %s)',
  (seed) => {
    const story = synthesizeOperator({ seed, batches: 20, perBatch: 15 });
    const plan: Plan = {
      ...story.plan,
      bounds: undefined,
      internals: [{ name: 'engine-a-1', site: 'a' }],
      scenario: { ...story.plan.scenario, expects: { refusal: ['SINGLE_REPLICA'] } },
    } as Plan;
    const legal = [...story.records()];
    for (const guarantee of own) {
      const planted = new Planted(legal, random(seed, 'defect', guarantee.id));
      operatorDefects[guarantee.id]?.(planted);
      const finding = found(guarantee, tight(plan), planted.lines);
      expect(`${guarantee.id}: ${finding.verdict}`).toBe(`${guarantee.id}: FAIL`);
      for (const { prose, positions } of finding.witnesses) {
        expect(prose).not.toMatch(/undefined|NaN|\[object|Infinity/);
        expect(positions.length).toBeGreaterThan(0);
      }
    }
  },
  60_000,
);

/** Bounds so tight that a fault of 400 ms shows. */
function tight(plan: Plan): Plan {
  return {
    ...plan,
    subject: { ...plan.subject, bounds: { ...plan.subject.bounds, notReadyMs: -300, finalityBlocks: 3 } },
  };
}
