import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { command, scratch } from './command.fixture.ts';

interface Cell {
  readonly cell: string;
  readonly measured: string;
  readonly state: string;
  readonly measurement: { readonly acknowledgedShrunk: number; readonly lost: number };
}

/** One loss of a site under two topics that differ in M alone: M = 3 keeps what M = 2 loses. Then nothing is left to measure. */
test('an unsafe cell is seen to lose beside a safe one, and a second start has nothing to do', async () => {
  const folder = join(scratch, 'matrix');
  const cells = ['2+1 M2 lose-a shrunk forced-election', '2+1 M3 lose-a shrunk forced-election'];
  const parameters = ['matrix', '--only', cells.join(','), '--out', folder];
  const { code, out, err } = await command(...parameters);
  expect(code, out + err).toBe(0);
  const { cells: found } = JSON.parse(readFileSync(join(folder, 'matrix.json'), 'utf8')) as {
    cells: readonly Cell[];
  };
  expect(found).toMatchObject([
    { cell: cells[0], measured: 'lost', state: 'agrees' },
    { cell: cells[1], measured: 'blocked', state: 'agrees', measurement: { acknowledgedShrunk: 0, lost: 0 } },
  ]);
  // All that the site alone had acknowledged is gone; the sets shrink a little before they are seen to.
  const { lost = 0, acknowledgedShrunk = 0 } = found[0]?.measurement ?? {};
  expect(acknowledgedShrunk).toBeGreaterThanOrEqual(10);
  expect(lost).toBeGreaterThanOrEqual(acknowledgedShrunk);
  const again = await command(...parameters);
  expect(again.code).toBe(0);
  expect(again.err).not.toContain('to measure');
});

test('a cell that is not there is a mistake of the command line', async () => {
  const { code, err } = await command('matrix', '--only', '9+9', '--out', join(scratch, 'none'));
  expect(code).toBe(64);
  expect(err).toContain('names no cell');
});
