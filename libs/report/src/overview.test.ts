import { parseHTML } from 'linkedom';
import { expect, test } from 'vitest';
import { overview } from '@plimsoll/guarantees/overview';
import { combine } from '@plimsoll/guarantees/tier-verdict';
import { imaginedRun } from './imagined-run.fixture.ts';
import { overviewHtml } from './overview-html.ts';
import { overviewText } from './overview-text.ts';
import { unclosed } from './well-formed.fixture.ts';

const two = overview('smoke', [
  { folder: '1-sound', verdict: combine('smoke', [imaginedRun()], []) },
  { folder: '2-broken', verdict: combine('smoke', [imaginedRun({ broken: true })], []) },
]);

test('the terminal shows each verdict with its reason and where its report is', () => {
  const words = overviewText(two, (folder) => `runs/${folder}/report.html`);
  expect(words).toMatch(/Tier smoke, 2 subjects\n {2}PASS .*runs\/1-sound\/report\.html\n {2}FAIL /s);
  expect(words).toContain('runs/2-broken/report.html');
  for (const line of words.split('\n')) expect(line.length).toBeLessThanOrEqual(100);
});

test('the page is well-formed, says the worst first and leads to both reports', () => {
  const html = overviewHtml(two);
  expect(unclosed(html)).toEqual([]);
  const { document } = parseHTML(html);
  expect(document.querySelector('h1')?.textContent).toBe('FAIL');
  expect([...document.querySelectorAll('a')].map((one) => one.getAttribute('href'))).toEqual([
    '1-sound/report.html',
    '2-broken/report.html',
  ]);
});

test('a name from a manifest is text and never markup', () => {
  const hostile = { ...two, subjects: two.subjects.map((one) => ({ ...one, reason: '<script>x</script>' })) };
  expect(overviewHtml(hostile)).not.toContain('<script>');
});
