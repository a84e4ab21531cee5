import { matrixCells } from '@plimsoll/guarantees/counting-rule/matrix-cells';
import { matrixResults, type MatrixMeasurement } from '@plimsoll/guarantees/counting-rule/matrix-result';
import { expect, test } from 'vitest';
import { countingMatrixHtml } from './counting-matrix-html.ts';
import { countingMatrixText } from './counting-matrix-text.ts';
import { unclosed } from './well-formed.fixture.ts';

const cells = matrixCells();
/** Every cell measured as predicted, but for what is given. */
const measured = (otherwise: Readonly<Record<string, Partial<MatrixMeasurement>>> = {}) =>
  matrixResults(
    cells,
    cells.map(({ id, predicted }) => ({
      cell: id,
      acknowledged: 40,
      acknowledgedShrunk: 20,
      lost: predicted === 'lost' ? 20 : 0,
      readable: predicted !== 'unreadable',
      writable: predicted === 'kept',
      blockedMs: predicted === 'kept' ? 1234 : null,
      ...otherwise[id],
    })),
  );
const losing = cells.find(({ predicted }) => predicted === 'lost')?.id ?? '';
const kept = cells.find(({ predicted }) => predicted === 'kept')?.id ?? '';

test('all as the rule says', () => {
  const html = countingMatrixHtml(measured(), 'Kafka 4.1');
  expect(unclosed(html)).toEqual([]);
  expect(html).toContain(`${cells.length} of ${cells.length} cells as the rule says`);
  expect(html).toContain('2+2+2, M = 4');
  expect(countingMatrixText(measured())).toMatch(/1\.23? s at worst/);
});

test('an unsafe cell that was not seen to lose, and a safe one that lost, stand out', () => {
  const results = measured({ [losing]: { lost: 0 }, [kept]: { lost: 3 } });
  expect(countingMatrixHtml(results, '')).toContain('3 of 40 lost');
  expect(countingMatrixHtml(results, '')).toContain('class="verdict FAIL"');
  const text = countingMatrixText(results);
  expect(text).toContain(`unproved: ${losing}`);
  expect(text).toContain(`differs: ${kept}: predicted kept, measured lost`);
});

test('what was not measured says why', () => {
  const results = measured({ [kept]: { notMeasured: 'the follower never left the in-sync set' } });
  expect(countingMatrixHtml(results, '')).toContain('the follower never left the in-sync set');
  expect(countingMatrixHtml(matrixResults(cells, []), '')).toContain('class="verdict INCONCLUSIVE"');
});

test('what resumed and what was held back is told', () => {
  const back = cells.find(
    ({ predicted, afterwards }) => predicted === 'blocked' && afterwards === 'comes-back',
  );
  const results = measured({ [back?.id ?? '']: { blockedMs: null, resumedMs: 2_500, heldBack: 2 } });
  const html = countingMatrixHtml(results, '');
  expect(html).toContain('the next one 2.50 s after it was started');
  expect(html).toContain('the last 2 of 40 held back');
  expect(countingMatrixText(results)).toContain(
    'In 1 blocked cells the last writes before the loss, 2 at most',
  );
});
