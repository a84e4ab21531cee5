import { expect, test } from 'vitest';
import { differencesToLock, type Lock } from './differences-to-lock.mjs';

const place = { platform: 'linux', arch: 'x64' };
const lock: Lock = {
  packages: {
    '': {},
    'libs/history': { version: '0.1.0' },
    'node_modules/@plimsoll/history': { link: true },
    'node_modules/pg': { version: '8.0.0' },
    'node_modules/native-linux': { version: '1.0.0', optional: true, os: ['linux'], cpu: ['x64'] },
    'node_modules/native-mac': { version: '1.0.0', optional: true, os: ['darwin'] },
    'node_modules/native-mac/node_modules/deep': { version: '2.0.0', optional: true },
  },
};
const installed: Lock = {
  packages: {
    'node_modules/@plimsoll/history': { link: true },
    'node_modules/pg': { version: '8.0.0' },
    'node_modules/native-linux': { version: '1.0.0' },
  },
};
const without = (path: string): Lock => ({
  packages: Object.fromEntries(Object.entries(installed.packages).filter(([each]) => each !== path)),
});

test('packages for other platforms may be absent, with what lies in them', () => {
  expect(differencesToLock(lock, installed, place)).toEqual([]);
});

test.each(['node_modules/pg', 'node_modules/native-linux', 'node_modules/@plimsoll/history'])(
  '%s must be there',
  (path) => {
    expect(differencesToLock(lock, without(path), place)).toEqual([`${path} is not installed`]);
  },
);

test('another version, and a package that nobody locked, are differences', () => {
  const other: Lock = {
    packages: {
      ...installed.packages,
      'node_modules/pg': { version: '8.0.1' },
      'node_modules/new': { version: '1.0.0' },
    },
  };
  expect(differencesToLock(lock, other, place)).toEqual([
    'node_modules/pg is 8.0.1, not 8.0.0',
    'node_modules/new is not in the lock file',
  ]);
});
