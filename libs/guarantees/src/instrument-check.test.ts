import { expect, test } from 'vitest';
import type { Checker, Guarantee } from './guarantee.ts';
import { defects, instrumentCheck } from './instrument-check.ts';
import { concerns } from './open-case.ts';
import { guarantees as all } from './registry.ts';

const guarantees = all.filter((guarantee) => concerns(guarantee, 'sequencer'));

test('every guarantee has a defect planted for it, and no defect is for nobody', () => {
  expect(Object.keys(defects).sort()).toEqual(guarantees.map(({ id }) => id).sort());
});

test.each(['1', '2'])(
  'every guarantee convicts the breach of its promise, and says in prose what happened (seed %s)',
  (seed) => {
    const checked = instrumentCheck(guarantees, seed);
    expect(checked.flatMap(({ id, blind }) => (blind === undefined ? [] : [`${id}: ${blind}`]))).toEqual([]);
    const witnesses = checked.flatMap(({ finding }) => finding?.witnesses ?? []);
    for (const { prose } of witnesses) expect(prose).not.toMatch(/undefined|NaN|\[object|Infinity/);
    expect(witnesses.filter(({ positions }) => positions.length > 0).length).toBeGreaterThan(
      witnesses.length / 2,
    );
  },
  60_000,
);

/** Guarantees whose checkers are broken in one way. */
function broken(how: (checker: Checker) => Checker): readonly Guarantee[] {
  return guarantees.map((guarantee) => ({ ...guarantee, check: (context) => how(guarantee.check(context)) }));
}

function stopsAfter(records: number, checker: Checker): Checker {
  let heard = 0;
  const on = Object.fromEntries(
    Object.entries(checker.on).map(([kind, handle]) => [
      kind,
      (record: never) => {
        heard += 1;
        if (heard <= records) (handle as (record: never) => void)(record);
      },
    ]),
  );
  return { on, finish: () => checker.finish() };
}

test('HX-M3: checkers that always pass are all noticed', () => {
  const always = broken((checker) => ({
    on: checker.on,
    finish: () => ({ verdict: 'PASS', checked: 9, violations: 0, witnesses: [], reason: 'looks fine' }),
  }));
  expect(instrumentCheck(always, '1').every(({ blind }) => blind !== undefined)).toBe(true);
}, 60_000);

test('HX-M3: a checker that hears only the first 1,000 records is noticed', () => {
  const listening = ['outcomes-definite', 'timestamps-ascend'];
  const stopping = broken((checker) => stopsAfter(1000, checker));
  const noticed = instrumentCheck(
    stopping.filter(({ id }) => listening.includes(id)),
    '1',
  );
  expect(noticed.filter(({ blind }) => blind === undefined).map(({ id }) => id)).toEqual([]);
}, 60_000);

test('HX-M4: a checker that gives up is noticed', () => {
  const throwing = broken((checker) => ({
    on: checker.on,
    finish: () => {
      throw new Error('out of memory');
    },
  }));
  expect(
    instrumentCheck(throwing.slice(0, 3), '1').every(({ blind }) => blind?.includes('out of memory')),
  ).toBe(true);
}, 60_000);
