import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import type { Plan } from '@plimsoll/history/plan';
import type { HistoryRecord } from '@plimsoll/history/record';
import type { Manifest } from '@plimsoll/interface/manifest/manifest';
import { exitCodes, Problem } from '@plimsoll/interface/problem/problem';
import type { Testbed } from '@plimsoll/testbed/testbed';
import { silentObserver } from './observer.ts';
import { run, type RunOptions } from './run.ts';

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

const plan = {
  scenario: {
    expects: { refusal: ['RULE'] },
    topology: { sites: ['a'], instances: { a: 1 }, postgres: 'single' },
  },
  members: [],
} as unknown as Plan;

/** What the runner records of a start that has to be refused. */
async function recorded(open: NonNullable<RunOptions['open']>): Promise<readonly HistoryRecord[]> {
  const folder = mkdtempSync(join(tmpdir(), 'plimsoll-refusal-'));
  folders.push(folder);
  await run({
    plan,
    manifest: {} as Manifest,
    manifestDirectory: folder,
    members: [],
    faults: [],
    clocks: false,
    outDirectory: join(folder, 'out'),
    observer: silentObserver,
    signal: new AbortController().signal,
    open,
  });
  return readFileSync(join(folder, 'out/history/runner.ndjson'), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as HistoryRecord);
}

test('what each node said is kept, and the run ends sealed', async () => {
  const records = await recorded(async ({ onNotReady }) => {
    onNotReady?.('node-a-1', 'refused: RULE');
    return Promise.reject(new Problem('node-a-1 ended', 'refused: RULE', 'look', exitCodes.FAIL));
  });
  expect(records).toMatchObject([
    { kind: 'phase', phase: 'setup' },
    { kind: 'note', about: 'node-not-ready', values: { instance: 'node-a-1', words: 'refused: RULE' } },
    { kind: 'note', about: 'subject-refused' },
    { kind: 'phase', phase: 'end' },
  ]);
});

test('one that starts all the same is stopped, and nothing is sent to it', async () => {
  let closed = 0;
  const testbed = { close: () => Promise.resolve(void (closed += 1)) } as unknown as Testbed;
  const records = await recorded(({ onProcess }) => {
    onProcess?.({ instance: 'node-a-1', site: 'a', event: 'ready' });
    return Promise.resolve(testbed);
  });
  expect(closed).toBe(1);
  expect(records.map(({ kind }) => kind)).toEqual(['phase', 'process', 'phase']);
});
