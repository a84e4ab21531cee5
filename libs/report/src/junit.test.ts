import { DOMParser } from 'linkedom';
import { expect, test } from 'vitest';
import { combine } from '@plimsoll/guarantees/tier-verdict';
import type { RunVerdict } from '@plimsoll/guarantees/verdict';
import { imaginedRun } from './imagined-run.fixture.ts';
import { runJunit, tierJunit } from './junit.ts';
import { unclosed } from './well-formed.fixture.ts';

const broken = imaginedRun({ broken: true });
const parse = (xml: string) => new DOMParser().parseFromString(xml, 'text/xml');

test('guarantees, trials and checks are cases, and the totals are right', () => {
  const xml = runJunit(broken);
  expect(unclosed(xml.replace(/^<\?xml.*\?>/, ''))).toEqual([]);
  const document = parse(xml);
  expect(document.querySelectorAll('testcase').length).toBe(
    broken.guarantees.length + broken.trials.length + broken.validity.length + 1,
  );
  const suite = document.querySelector('testsuite');
  for (const [name, tag] of [
    ['failures', 'failure'],
    ['errors', 'error'],
    ['skipped', 'skipped'],
  ] as const)
    expect(Number(suite?.getAttribute(name))).toBe(document.querySelectorAll(tag).length);
  const failure = document.querySelector('testcase[name="no-acknowledged-send-lost"] failure');
  expect(failure?.textContent).toContain('history/load.ndjson:119');
  expect(document.querySelector('testcase[name^="trial 26"] error')?.getAttribute('message')).toContain(
    'no receipt',
  );
  expect(document.querySelector('testcase[name="pruned-only-when-acknowledged"] skipped')).not.toBeNull();
});

test('hostile texts are escaped and XML gets no character that it forbids', () => {
  const hostile = `]]></failure>"'<&>\\u0000\\u001b\\ud800`;
  const verdict = JSON.parse(
    JSON.stringify(broken).replaceAll(/acknowledged|two-sites|sequencer/g, hostile.replaceAll('"', '\\"')),
  ) as RunVerdict;
  const xml = runJunit(verdict);
  expect(unclosed(xml.replace(/^<\?xml.*\?>/, ''))).toEqual([]);
  expect(/[^\P{Cc}\n]|\p{Cs}/u.test(xml)).toBe(false);
  expect(xml.includes(']]>')).toBe(false);
});

test('a tier has a suite for each run and one for what was required and not reached', () => {
  const tier = combine('smoke', [broken, imaginedRun()], [{ fault: 'disk-full' }]);
  const document = parse(tierJunit(tier));
  expect(document.querySelectorAll('testsuite').length).toBe(3);
  expect(document.querySelector('testcase[name="disk-full"] error')).not.toBeNull();
});
