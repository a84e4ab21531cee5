import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Problem } from '../problem/problem.ts';
import { loadManifest } from './load.ts';

const BASE = `plimsoll: 1
name: base
version: '1'
system: sequencer
components:
  - role: sequencer
    serves: node
    multiplicity: instance
    start:
      command: [./run, '{{manifestDir}}/main.ts', '{{ports.api}}']
      environment: { A: '1', B: '2' }
    ports: [api]
    readiness: { port: api, path: /health/ready, withinMs: 1000 }
    stop: { signal: SIGTERM, withinMs: 1000 }
  - role: gateway
    serves: gateway
    multiplicity: site
    start: { command: [node, '{{ manifestDir }}/gateway.ts', '{{peers.sequencer}}'] }
    ports: [api]
    readiness: { port: api, path: /health/ready, withinMs: 1000 }
    stop: { signal: SIGTERM, withinMs: 1000 }
needs: [{ kind: postgres, scope: subject }]
timers: { tickMs: 100 }
bounds: { takeOverMs: 1, hostLostMs: 1, drainMs: 1, notReadyMs: 1, recoveryMs: 1 }
capabilities: [time-proofs, await-sequenced]
`;

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'plimsoll-manifest-'));
});
afterAll(async () => rm(folder, { recursive: true }));

/** Writes files, loads the last one. */
async function load(files: Record<string, string>): ReturnType<typeof loadManifest> {
  let last = '';
  for (const [name, text] of Object.entries(files)) {
    last = join(folder, name);
    await mkdir(dirname(last), { recursive: true });
    await writeFile(last, text);
  }
  return loadManifest(last);
}

/** The Problem that loading ends with. */
async function problem(files: Record<string, string>): Promise<Problem> {
  return load(files).then(
    () => {
      throw new Error('it was loaded');
    },
    (error: unknown) => {
      expect(error).toBeInstanceOf(Problem);
      return error as Problem;
    },
  );
}

test('a sound manifest is loaded, and its digest does not depend on how it is written', async () => {
  const first = await load({ 'sound.yaml': BASE });
  expect(first.manifest.name).toBe('base');
  const [head, ...rest] = BASE.trimEnd().split(/\n(?=\w)/);
  const second = await load({ 'turned.yaml': `# a comment\n${[...rest, head].join('\n')}\n` });
  expect(second.digest).toBe(first.digest);
  const third = await load({ 'other.yaml': BASE.replace('tickMs: 100', 'tickMs: 101') });
  expect(third.digest).not.toBe(first.digest);
});

describe('extends', () => {
  test('objects merge, lists replace, components merge by role, null takes away', async () => {
    const { manifest, files } = await load({
      'base/subject.yaml': BASE,
      'deep/er/mutant.yaml': `extends: ../../base/subject.yaml
name: mutant
timers: { tockMs: 5 }
capabilities: [time]
components:
  - role: sequencer
    start: { environment: { B: null, C: '3' } }
  - role: extra
    serves: internal
    multiplicity: once
    start: { command: ['{{manifestDir}}/extra'] }
    ports: [health]
    readiness: { port: health, path: /, withinMs: 1 }
    stop: { signal: SIGINT, withinMs: 1 }
`,
    });
    expect(manifest.name).toBe('mutant');
    expect(manifest).not.toHaveProperty('extends');
    expect(manifest.timers).toEqual({ tickMs: 100, tockMs: 5 });
    expect(manifest.capabilities).toEqual(['time']);
    expect(manifest.components.map(({ role }) => role)).toEqual(['sequencer', 'gateway', 'extra']);
    expect(manifest.components[0]?.start.environment).toEqual({ A: '1', C: '3' });
    expect(files.map((file) => file.slice(folder.length + 1))).toEqual([
      'deep/er/mutant.yaml',
      'base/subject.yaml',
    ]);
  });

  test('what was written in another folder goes on to mean that folder', async () => {
    const { manifest } = await load({
      'base/subject.yaml': BASE,
      'over/mutant.yaml': 'extends: ../base/subject.yaml\nname: mutant\n',
    });
    expect(manifest.components[0]?.start.command).toEqual([
      '../base/run',
      '{{manifestDir}}/../base/main.ts',
      '{{ports.api}}',
    ]);
    expect(manifest.components[1]?.start.command[1]).toBe('{{manifestDir}}/../base/gateway.ts');
  });

  test('a mistake is shown where it was written, in either file', async () => {
    const { why } = await problem({
      'bad/base.yaml': BASE.replace("version: '1'", 'version: 1'),
      'bad/over.yaml': 'extends: base.yaml\nname: over\ntimers: { tickMs: soon }\n',
    });
    expect(why).toMatch(/bad\/base\.yaml:3: version: it is 1; it must be string/);
    expect(why).toMatch(/bad\/over\.yaml:3: timers\.tickMs: it is "soon"; it must be integer/);
  });

  test('a circle and a missing parent are named', async () => {
    const circle = await problem({ 'one.yaml': 'extends: two.yaml\n', 'two.yaml': 'extends: one.yaml\n' });
    expect(circle.message).toMatch(/two\.yaml extends itself/);
    const missing = await problem({ 'orphan.yaml': '\nextends: nowhere.yaml\n' });
    expect(missing.message).toMatch(/cannot read .*nowhere\.yaml, which .*orphan\.yaml:2 extends/);
  });
});

describe('mistakes', () => {
  const changed = async (from: string, to: string): Promise<string> => {
    expect(BASE).toContain(from);
    return (await problem({ 'changed.yaml': BASE.replace(from, to) })).why;
  };

  test.each([
    ['system: sequencer', 'system: 7', /:4: system: it is 7; write one of "sequencer"/],
    ['system: sequencer', 'sistem: sequencer', /:4: sistem: a manifest has no such key here/],
    ['name: base\n', '', /:1: name: it is missing; add name/],
    [
      'multiplicity: site',
      'multiplicity: many',
      /components\.1\.multiplicity.*one of "instance", "site", "once"/,
    ],
    ['port: api, path', 'port: http, path', /:13: components\.0\.readiness\.port: it has no port "http"/],
    [
      '{{ports.api}}',
      '{{ports.http}}',
      /:10: .*command\.2: \{\{ports\.http\}\} stands for nothing; write one of \{\{ports\.api\}\}/,
    ],
    ['{{ports.api}}', '{{url}}', /\{\{url\}\} stands for nothing/],
    ['{{ports.api}}', '{{needs.kafka.url}}', /write one of \{\{needs\.postgres\.url\}\}/],
    ['role: gateway', 'role: sequencer', /:15: components\.1\.role: "sequencer" is there twice/],
    ['serves: node', 'serves: internal', /components: none of them serves as a node/],
    ['SIGTERM, withinMs', 'SIGFOO, withinMs', /there is no signal SIGFOO/],
    ['time-proofs,', 'time-proof,', /capabilities\.0: a sequencer has no capability "time-proof"/],
  ])('%s -> %s', async (from, to, expected) => {
    expect(await changed(from, to)).toMatch(expected);
  });

  test('what is not YAML, not a map or not there', async () => {
    expect((await problem({ 'torn.yaml': 'a: 1\nb: [1,\n' })).message).toMatch(/torn\.yaml:\d is not YAML/);
    expect((await problem({ 'twice.yaml': 'a: 1\na: 2\n' })).message).toMatch(/twice\.yaml:2 is not YAML/);
    expect((await problem({ 'list.yaml': '- 1\n' })).why).toMatch(
      /the manifest: it is \[1\]; it must be object/,
    );
    expect((await problem({ 'empty.yaml': '' })).why).toMatch(/must be object/);
    await expect(loadManifest(join(folder, 'none.yaml'))).rejects.toThrow(/cannot read/);
  });
});
