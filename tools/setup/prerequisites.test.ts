import { describe, expect, test } from 'vitest';
import { atLeast, findPrerequisite, lacking, prerequisites, versionIn } from './prerequisites.mjs';

const printed: Record<string, readonly [string, string]> = {
  npm: ['npm warn Unknown user config\n11.19.1\n', '11.19.1'],
  go: ['go version go1.26.8 linux/amd64\n', '1.26.8'],
  jdk: ['javac 17.0.15\n', '17.0.15'],
  maven: ['\u001b[1mApache Maven 3.8.7\u001b[m\nMaven home: /usr/share/maven\n', '3.8.7'],
  python: ['Python 3.11.7\n', '3.11.7'],
};

describe('a prerequisite', () => {
  test.each(prerequisites)('$name: its version is read from what it prints', (prerequisite) => {
    const [output, version] = printed[prerequisite.name] ?? ['', ''];
    expect(versionIn(prerequisite, output)).toBe(version);
    expect(versionIn(prerequisite, 'command not found')).toBeUndefined();
  });

  test.each([
    ['17.0.15', '17', true],
    ['17', '17.0', true],
    ['1.9', '1.23', false],
    ['1.23.0', '1.23', true],
    ['8', '17', false],
    ['24.21.0', '24.6', true],
  ])('%s is at least %s: %s', (version, minimum, expected) => {
    expect(atLeast(version, minimum)).toBe(expected);
  });

  test('that is missing is one line: what, why, how to get it', () => {
    for (const prerequisite of prerequisites) {
      const { message } = lacking(prerequisite, undefined);
      expect(message).not.toContain('\n');
      expect(message).toContain(prerequisite.title);
      expect(message).toContain('not found');
      expect(message).toContain(prerequisite.purpose);
      expect(message).toContain(prerequisite.get);
    }
  });

  test('that is too old says which version was found', () => {
    const [npm] = prerequisites;
    expect(npm && lacking(npm, '6.14').message).toContain('npm 9 or newer is missing (found 6.14)');
  });

  test('that is not on the machine is not found', async () => {
    const [npm] = prerequisites;
    expect(npm && (await findPrerequisite(npm, { PATH: '/nowhere' }))).toBeUndefined();
  });
});
