import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { loadManifest } from '@plimsoll/interface/manifest/load';
import { scaffold } from './scaffold.ts';

let root = '';
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'plimsoll-scaffold-'));
});
afterEach(async () => {
  await rm(root, { recursive: true, force: true });
});

test('the copy has its own name, a valid manifest, and tests that pass', { timeout: 60_000 }, async () => {
  const directory = join(root, 'mine');
  const made = await scaffold(directory, { lang: 'python', name: 'my-own' });
  expect(made.map((path) => path.slice(directory.length + 1))).toEqual([
    'README.md',
    'http_server.py',
    'ledger.py',
    'ledger_test.py',
    'members.py',
    'refusal.py',
    'sequencer.py',
    'subject.yaml',
  ]);
  for (const path of made) expect(await readFile(path, 'utf8'), path).not.toContain('sequencer-python');
  const { manifest } = await loadManifest(join(directory, 'subject.yaml'));
  expect(manifest.name).toBe('my-own');
  await promisify(execFile)('python3', ['-B', '-m', 'unittest', 'discover', '-p', '*_test.py'], {
    cwd: directory,
  });
});

test('a folder that holds anything is left alone', async () => {
  await writeFile(join(root, 'ledger.py'), 'mine');
  await expect(scaffold(root, { lang: 'python', name: 'mine' })).rejects.toThrow('is not empty');
  expect(await readdir(root)).toEqual(['ledger.py']);
  expect(await readFile(join(root, 'ledger.py'), 'utf8')).toBe('mine');
});

test('a name that no manifest may have is refused, and nothing is made', async () => {
  await expect(scaffold(join(root, 'x'), { lang: 'python', name: 'My Own' })).rejects.toThrow(
    'cannot be the name',
  );
  expect(await readdir(root)).toEqual([]);
});
