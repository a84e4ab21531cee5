import { expect, test } from 'vitest';
import { paintFor, width } from './paint.ts';
import { spark, viewLines } from './progress-view.ts';
import { createProgress } from './progress.ts';
import type { ProgressLoad, ProgressWatch } from './progress.ts';

const load: ProgressLoad = {
  offered: 100,
  ok: 90,
  fail: 6,
  info: 4,
  inFlight: 3,
  acknowledged: 44,
  ratePerSecond: 60,
  worstMs: 812,
};
const watch: ProgressWatch = {
  probes: {
    'write|a|node-a': { ok: true, atMicros: 1 },
    'write|b|node-a': { ok: false, atMicros: 1 },
    'read|a|node-a': { ok: true, atMicros: 1 },
  },
  health: {
    'node-a': { ready: true, atMicros: 1 },
    'node-b': { ready: null, atMicros: 1 },
    'node-c': { ready: false, atMicros: 1 },
  },
};

/** A stream that keeps what was written, and a clock that is turned by hand. */
function stage(isTTY: boolean, columns = 80) {
  let text = '';
  let ms = 0;
  const stream = { isTTY, columns, write: (more: string) => (text += more) };
  const progress = createProgress(stream, { now: () => ms, redrawMs: 0, environment: {} });
  return {
    progress,
    tick: (by: number) => (ms += by),
    text: () => text,
    clear: () => {
      text = '';
    },
    /** What a terminal would show. */
    screen: () => {
      const rows: string[] = [''];
      for (const [, up, erase, end, rest] of text.matchAll(
        // oxlint-disable-next-line no-control-regex -- reads terminal sequences
        /\u001b\[(\d+)A\r|(\u001b\[J)|(\n)|((?:\u001b\[\d+m|[^\u001b\n])+)/g,
      )) {
        if (up) rows.splice(-1 - Number(up), Infinity, '');
        else if (erase) continue;
        else if (end) rows.push('');
        // oxlint-disable-next-line no-control-regex -- reads terminal sequences
        else rows[rows.length - 1] += (rest ?? '').replace(/\u001b\[\d+m/g, '');
      }
      return rows.join('\n');
    },
  };
}

test('not a terminal: plain lines with the time, no escape sequences, counts now and then', () => {
  const { progress, tick, text } = stage(false);
  progress.phase('steady', 'waiting for steady state');
  tick(1500);
  progress.fault('applied', 'kill', 'node:a', '', 2000);
  progress.fault('bit', 'kill', 'node:a', 'pid 7 is gone');
  progress.status(load, watch);
  tick(9000);
  progress.status(load, watch);
  progress.status(load, watch);
  progress.done();
  progress.line('too late');
  expect(text()).toBe(
    [
      '[    0.0 s] steady: waiting for steady state',
      '[    1.5 s] fault kill on node:a: applied for 2.00 s',
      '[    1.5 s] fault kill on node:a: bit (pid 7 is gone)',
      '[   10.5 s] 60/s, ok 90, refused 6, unknown 4, worst 812 ms; node-b does not answer, node-c is not ready',
      '',
    ].join('\n'),
  );
});

test('a terminal: one view redrawn in place, receipts and kept lines above, nothing left at the end', () => {
  const { progress, tick, screen } = stage(true);
  progress.phase('fault', 'trial 1 of 3');
  progress.fault('planned', 'kill', 'node:a', '', 2000);
  progress.fault('applied', 'kill', 'node:a', '', 2000);
  progress.status(load, watch);
  tick(500);
  progress.fault('bit', 'kill', 'node:a', 'pid 7 is gone');
  expect(screen()).toContain('kill on node:a  ████████░░ 1.5 s  bit: pid 7 is gone');
  expect(screen().match(/⊖/g)).toHaveLength(1);
  expect(screen()).toMatch(/node-a +● ready +writes stop +reads go/);
  expect(screen()).toContain('812 ms');
  progress.line('kept');
  progress.fault('healed', 'kill', 'node:a', 'answers');
  expect(screen()).toContain('no fault is on');
  progress.done();
  progress.done();
  expect(screen()).toBe('▲ kill on node:a bit: pid 7 is gone\nkept\n✓ kill on node:a healed: answers\n');
});

test.each([20, 40, 80, 200])('the view fits %d columns, whatever the names', (columns) => {
  const long = 'x'.repeat(300);
  const lines = viewLines(
    {
      elapsedMs: 3_600_000,
      phase: long,
      phaseWords: long,
      faults: [{ fault: long, target: long, step: 'applied', words: long, appliedMs: 0, holdMs: 1000 }],
      trials: 12,
      load: { ...load, ok: 123_456_789 },
      watch: { ...watch, health: { [long]: { ready: true, atMicros: 1 } } },
      rates: Array.from({ length: 60 }, (_, index) => index),
      worst: [1, 10, 60_000],
    },
    paintFor({ isTTY: true }, {}),
    columns,
  );
  for (const line of lines) expect(width(line), line).toBeLessThan(Math.max(21, columns));
});

test('names from a subject cannot steer the terminal', () => {
  const { progress, text } = stage(true);
  progress.fault('bit', 'kill', 'node:\u001b[2J', 'a\u0007b');
  // oxlint-disable-next-line no-control-regex -- looks for exactly these
  expect(/\u001b\[2J|\u0007/.test(text())).toBe(false);
});

test('blocks rise with the values', () => {
  expect(spark([0, 5, 10], 10, false)).toBe('▁▅█');
  expect(spark([1, 2, 3, 4], 2, false)).toBe('▆█');
  expect(spark([1, 100], 10, true)).toBe('▁█');
});
