import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { command, scratch } from './command.fixture.ts';

/** A manifest of a subject that does not work, made of one shell line. */
function manifestOf(name: string, shell: string): string {
  const folder = join(scratch, name);
  mkdirSync(folder);
  const text = `plimsoll: 1
name: ${name}
version: 0.0.0
system: sequencer
components:
  - role: node
    serves: node
    multiplicity: once
    start: { command: [sh, -c, ${JSON.stringify(shell)}] }
    ports: [api]
    readiness: { port: api, path: /health/ready, withinMs: 1500 }
    stop: { signal: SIGTERM, withinMs: 500 }
needs: []
timers: {}
bounds: { takeOverMs: 1000, hostLostMs: 1000, drainMs: 1000, notReadyMs: 1000, recoveryMs: 1000 }
capabilities: []
`;
  writeFileSync(join(folder, 'subject.yaml'), text);
  return folder;
}

test.each([
  [['frobnicate'], 'unknown command'],
  [['run', '--frobnicate'], 'unknown option'],
  [['run', '--scenario', 'nosuch'], 'nosuch'],
  [['run', 'nosuch'], 'No subject "nosuch"'],
  [['judge', 'nosuch'], 'No folder nosuch'],
  [['certify', 'nosuch'], 'No tier "nosuch"'],
  [['certify', 'smoke', '--subject', 'sequencer', '--subject', 'nosuch'], 'No subject "nosuch"'],
  [['run', '--until', 'fault:99', '--dry-run', '--seed', '1'], ''],
  [['fault', 'kill', 'node:x'], 'No testbed is up'],
])('%j is told apart, and exits with 64', async (parameters, words) => {
  const { code, err } = await command(...parameters);
  expect(err).toContain(words);
  expect(err).not.toContain('    at ');
  expect(code).toBe(words === '' ? 0 : 64);
});

test('a manifest with a mistake is named with file and line', async () => {
  const folder = manifestOf('mistaken', 'true');
  writeFileSync(join(folder, 'subject.yaml'), 'plimsoll: 1\nname: Not A Name\n');
  const { code, err } = await command('run', folder);
  expect(err).toContain('subject.yaml:2');
  expect(code).toBe(64);
});

test.each([
  ['ends-at-start', 'echo no database here >&2; exit 7', 'ended before it was ready'],
  ['hangs', 'exec sleep 600', 'was not ready within'],
  ['floods', 'trap "" TERM; yes frobnicate', 'was not ready within'],
])('a subject that %s is a FAIL with its last words', async (name, shell, words) => {
  const { code, err, out } = await command(
    'run',
    manifestOf(name, shell),
    '--scenario',
    'clean',
    '--out',
    join(scratch, `${name}-out`),
  );
  expect(err + out).toContain(words);
  expect(code).toBe(1);
});

test('several subjects are certified one after the other, side by side, and the worst decides', async () => {
  const [one, other] = [manifestOf('first-ends', 'exit 7'), manifestOf('second-ends', 'exit 8')];
  const folder = join(scratch, 'side-by-side');
  const { code, out } = await command(
    'certify',
    'smoke',
    '--subject',
    one,
    '--subject',
    other,
    '--out',
    folder,
  );
  expect(code).toBe(1);
  expect(out).toMatch(/Tier smoke, 2 subjects\n {2}FAIL .*first-ends .*\n {2}FAIL .*second-ends /s);
  const page = readFileSync(join(folder, 'report.html'), 'utf8');
  const links = [...page.matchAll(/href="([^"]+)"/g)].map(([, link]) => join(folder, link ?? ''));
  expect(links.map((link) => existsSync(link))).toEqual([true, true]);
});

test('a folder that holds a run is not written into', async () => {
  const folder = join(scratch, 'taken');
  mkdirSync(folder);
  writeFileSync(join(folder, 'something'), 'of mine');
  const { code, err } = await command('run', 'sequencer-python', '--scenario', 'clean', '--out', folder);
  expect(err).toContain('not empty');
  expect(code).toBe(64);
});
