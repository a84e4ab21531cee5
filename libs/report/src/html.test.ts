import { parseHTML } from 'linkedom';
import { expect, test } from 'vitest';
import { combine } from '@plimsoll/guarantees/tier-verdict';
import type { RunVerdict } from '@plimsoll/guarantees/verdict';
import { runHtml, tierHtml } from './html.ts';
import { imaginedPlan } from './imagined-plan.fixture.ts';
import { imaginedRun } from './imagined-run.fixture.ts';
import { unclosed } from './well-formed.fixture.ts';

const broken = imaginedRun({ broken: true });
const passed = imaginedRun();
const report = runHtml(broken, { plan: imaginedPlan({ broken: true }) });
const page = parseHTML(report).document;

test('is well-formed, has no script and names no address outside', () => {
  expect(unclosed(report)).toEqual([]);
  expect(page.querySelectorAll('script, link, iframe, img, object').length).toBe(0);
  expect(/https?:|url\((?!#)|@import|src=|\son\w+=/i.exec(report)?.[0]).toBeUndefined();
  expect(report.includes("default-src 'none'")).toBe(true);
});

test('the first screen: verdict, reason, hull, table of faults, what was not tested', () => {
  expect(page.querySelector('h1')?.textContent).toContain('FAIL');
  expect(page.querySelector('.reason')?.textContent).toBe(broken.reason);
  const rows = [...page.querySelectorAll('#faults tbody tr')];
  expect(rows).toHaveLength(9);
  expect(rows[0]?.textContent).toMatch(/Kill a process.*5 lost/s);
  expect(rows[8]?.textContent).toMatch(/Clock steps back.*2of 3 planned/s);
  const hull = page.querySelector('.hull desc')?.textContent ?? '';
  expect(hull).toMatch(/process broken .*link held .*chain not tested/);
  expect(page.querySelector('#not-tested')?.textContent).toContain('clock-drift');
});

test('a witness is in prose with pointers into the history; a pass has no such section', () => {
  const words = page.querySelector('#witnesses')?.textContent ?? '';
  expect(words).toContain('It was acknowledged and is lost.');
  expect(words).toContain('history/load.ndjson:119');
  expect(runHtml(passed).includes('id="witnesses"')).toBe(false);
});

test('every trial is listed, with receipts', () => {
  const text = page.querySelector('#receipts')?.textContent ?? '';
  for (const trial of broken.trials) expect(text).toContain(`${trial.trial}: ${trial.fault}`);
  expect(page.querySelectorAll('#outages details tbody tr')).toHaveLength(27);
});

test('nothing from a subject is read as markup', () => {
  const hostile = `"><script>alert(1)</script><img src=x onerror=alert(2)>' & \u202e \u0007`;
  const first = broken.guarantees[0];
  const verdict = JSON.parse(
    JSON.stringify({ ...broken, guarantees: [first] }).replaceAll(
      /sequencer-a-1|kill|killed|node:|acknowledges-before-commit|TRANSPORT|two-sites|imagined-1|load-floor|DG-01/g,
      JSON.stringify(hostile).slice(1, -1),
    ),
  ) as RunVerdict;
  const out = runHtml(verdict, { plan: { hostile }, environment: { [hostile]: hostile } });
  const { document } = parseHTML(out);
  expect(document.querySelectorAll('script, img').length).toBe(0);
  expect(unclosed(out)).toEqual([]);
  expect(out.includes('\u202e')).toBe(false);
  expect(out.includes('\u0007')).toBe(false);
  expect(/<[^>]*\sonerror=/.test(out)).toBe(false);
});

test('no secret gets in, public keys do', () => {
  const out = runHtml(passed, {
    environment: {
      url: 'postgres://admin:hunter2@127.0.0.1/x',
      API_TOKEN: 'abcdefgh12345',
      nested: [{ privateKeyPem: '-----BEGIN PRIVATE KEY-----\nMC4CAQ\n-----END PRIVATE KEY-----' }],
      header: 'authorization: Bearer abcdefghijklmnop',
      publicKey: 'PUBLICPART',
    },
  });
  for (const secret of ['hunter2', 'abcdefgh12345', 'MC4CAQ', 'abcdefghijklmnop'])
    expect(out.includes(secret)).toBe(false);
  expect(out.includes('PUBLICPART')).toBe(true);
});

test('several runs make one report, with what the tier required and did not get', () => {
  const tier = combine(
    'standard',
    [passed, imaginedRun({ seed: 2, scenario: 'other' })],
    [{ fault: 'disk-full' }],
  );
  const { document } = parseHTML(tierHtml(tier));
  expect(document.querySelector('h1')?.textContent).toContain('INCONCLUSIVE');
  expect(document.querySelector('#not-tested')?.textContent).toContain('disk-full');
  expect(document.querySelector('#faults tbody tr')?.textContent).toContain('6');
});

test('a loss without any fault is no zero on the first screen', () => {
  const lossy: RunVerdict = {
    ...broken,
    trials: [],
    guarantees: broken.guarantees.map((one) =>
      one.id === 'no-acknowledged-send-lost'
        ? { ...one, finding: { ...one.finding, verdict: 'FAIL' as const, violations: 88, checked: 2558 } }
        : one,
    ),
  };
  const figures = parseHTML(runHtml(lossy)).document.querySelector('.key')?.textContent ?? '';
  expect(figures).toContain('lost88per member');
  expect(figures).toContain('no fault in this run');
});

test('what a fault breaks by its nature is counted, and not held against the subject', () => {
  const [first, ...others] = passed.guarantees;
  if (first === undefined) throw new Error('the imagined run has guarantees');
  const voided = { ...first, finding: { ...first.finding, verdict: 'NOT_TESTED' as const, violations: 94 } };
  const rolledBack: RunVerdict = {
    ...passed,
    guarantees: [voided, ...others],
    trials: passed.trials.map((trial) => ({ ...trial, lost: 1, voids: [first.id] })),
  };
  const { document } = parseHTML(tierHtml(combine('standard', [passed, rolledBack], [])));
  expect(document.querySelector('#guarantees tbody tr')?.textContent).toMatch(/PASS.*94by a fault's nature/s);
  const figures = document.querySelector('.key')?.textContent ?? '';
  expect(figures).toMatch(/lost0of .* answered ok; [1-9]\d* more by a fault whose nature it is/);
});

test('size stays bounded however long the run', () => {
  const point = { ok: 100, fail: 1, info: 1, maxMs: 12 };
  const long: RunVerdict = {
    ...passed,
    trials: Array.from({ length: 2000 }, (_, trial) => ({
      ...(passed.trials[0] as (typeof passed.trials)[0]),
      trial,
    })),
    timeline: {
      ...passed.timeline,
      sends: Array.from({ length: 50_000 }, (_, index) => ({ ...point, atMs: index * 250 })),
      lanes: passed.timeline.lanes.map((lane) => ({
        ...lane,
        spans: Array.from({ length: 20_000 }, (_, index) => ({
          fromMs: index * 500,
          toMs: index * 500 + 500,
          state: index % 2 ? ('ready' as const) : ('down' as const),
        })),
      })),
    },
  };
  expect(runHtml(long).length).toBeLessThan(4_000_000);
});

test('an empty run is still a page', () => {
  const empty = combine('smoke', [], [{ fault: 'kill' }]);
  expect(unclosed(tierHtml(empty))).toEqual([]);
});
