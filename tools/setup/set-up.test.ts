import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Missing } from './missing.mjs';
import { setUp } from './set-up.mjs';
import type { Place } from './place.mjs';
import type { Found, Step } from './step.mjs';

let place: Place;
let said: string[];

beforeEach(async () => {
  const cache = await mkdtemp(join(tmpdir(), 'plimsoll-set-up-'));
  place = { root: '/checkout', cache, platform: 'linux', arch: 'x64', environment: { PATH: '/bin' } };
  said = [];
});
afterEach(() => rm(place.cache, { recursive: true, force: true }));

const say = (line: string): void => void said.push(line);
const anyPrerequisite = async (): Promise<void> => {};

/** A part that is there once `run` has been called, and notes what happens to it. */
function part(name: string, change: Partial<Step> = {}): Step & { readonly log: string[] } {
  const log: string[] = [];
  const found: Found = { version: '1.0', where: `/cache/${name}` };
  return {
    log,
    name,
    version: '1.0',
    purpose: `is ${name}`,
    how: 'made up',
    variable: `PLIMSOLL_${name.toUpperCase()}`,
    requires: [],
    get: `get ${name}`,
    where: () => join(place.cache, name),
    find: async () => (log.includes('run') ? found : undefined),
    run: async () => void log.push('run'),
    ...change,
  };
}

describe('the set-up', () => {
  test('brings what is not there, says what and how long, and gives each part its variable', async () => {
    const first = part('first');
    const environment = await setUp(place, [first], say, anyPrerequisite);
    expect(first.log).toEqual(['run']);
    expect(environment['PLIMSOLL_FIRST']).toBe('/cache/first');
    expect(said.join('\n')).toMatch(/first 1\.0, made up; it is first[^]*there after \d+\.\d s[^]*Set up in/);
  });

  test('does and says nothing when everything is there', async () => {
    const first = part('first');
    first.log.push('run');
    await setUp(place, [first], say, anyPrerequisite);
    expect(said).toEqual([]);
    expect(first.log).toEqual(['run']);
  });

  test('hands what a part brings on to the next: Node 24 is first in PATH when npm runs', async () => {
    const seen: (string | undefined)[] = [];
    const node = part('node', {
      find: async () => ({ version: '24', where: '/n/node', environment: { PATH: '/n:/bin' } }),
    });
    const packages = part('packages', {
      run: async (here) => {
        seen.push(here.environment['PATH']);
        packages.log.push('run');
      },
    });
    await setUp(place, [node, packages], say, anyPrerequisite);
    expect(seen).toEqual(['/n:/bin']);
  });

  test('asks for a prerequisite only where the part that needs it is not there', async () => {
    const asked: string[] = [];
    const requires = async (name: string): Promise<void> => void asked.push(name);
    const there = part('there', { requires: ['go'] });
    there.log.push('run');
    await setUp(place, [there, part('absent', { requires: ['npm'] })], say, requires);
    expect(asked).toEqual(['npm']);
  });

  test('goes on without an optional part, and says how to get it if it has anything to say', async () => {
    const optional = part('clock', { find: async () => undefined, run: undefined });
    const environment = await setUp(place, [part('first'), optional], say, anyPrerequisite);
    expect(environment).not.toHaveProperty('PLIMSOLL_CLOCK');
    expect(said.join('\n')).toContain('clock: not found. It is clock. Get clock.');
  });

  test('a part that cannot be brought is one line, after what went wrong', async () => {
    const broken = part('broken', { run: () => Promise.reject(new Error('registry is silent')) });
    const failure = await setUp(place, [broken], say, anyPrerequisite).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(Missing);
    expect(String(failure)).toContain('broken 1.0 could not be set up (see above). Needed: it is broken.');
    expect(said.join('\n')).toContain('registry is silent');
  });

  test('a part that is there and yet does not work is not taken for set up', async () => {
    const hollow = part('hollow', { run: async () => {} });
    await expect(setUp(place, [hollow], say, anyPrerequisite)).rejects.toThrow(/does not work from there/);
  });

  test('two at once bring a part once', async () => {
    const { promise: somebodyWaits, resolve } = Promise.withResolvers<void>();
    const shared = part('shared', {
      run: () => somebodyWaits.then(() => void shared.log.push('run')),
    });
    const tell = (line: string): void => {
      if (line.includes('another set-up is at it')) resolve();
    };
    await Promise.all([1, 2, 3].map(() => setUp(place, [shared], tell, anyPrerequisite)));
    expect(shared.log).toEqual(['run']);
  });
});
