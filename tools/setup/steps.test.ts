import { describe, expect, test } from 'vitest';
import { examine, renderFindings } from './doctor.mjs';
import { Missing } from './missing.mjs';
import { placeHere } from './place.mjs';
import { prerequisites } from './prerequisites.mjs';
import { loadSteps } from './step.mjs';

const steps = await loadSteps();
const names = prerequisites.map(({ name }) => name);
const nothing = {
  ...placeHere({ PATH: '/nowhere', PLIMSOLL_CACHE: '/nowhere/cache' }),
  root: '/nowhere/checkout',
};

describe('the steps', () => {
  test('come in the order of their files, Node before everything that it runs', () => {
    expect(steps.map(({ name }) => name)).toEqual([
      'Node',
      'node_modules',
      'PostgreSQL',
      'Toxiproxy',
      'libfaketime',
      'Kafka',
    ]);
  });

  test.each(steps)(
    '$name says what it is for and how to get it, and asks for known prerequisites',
    (step) => {
      expect(step.purpose).not.toBe('');
      expect(step.get).not.toBe('');
      expect(step.requires.filter((name) => !names.includes(name))).toEqual([]);
      if (step.variable !== undefined) expect(step.get).toContain(step.variable);
    },
  );

  test.each(steps.filter((step) => step.variable !== undefined))(
    '$name: a variable that names nothing of the kind is refused in one line',
    async (step) => {
      const place = {
        ...nothing,
        environment: { ...nothing.environment, [step.variable ?? '']: '/nowhere/part' },
      };
      const failure = await step.find(place).catch((error: unknown) => error);
      expect(failure).toBeInstanceOf(Missing);
      expect((failure as Missing).message).toMatch(
        new RegExp(`^${step.variable} is /nowhere/part, .*Needed: .*To get it: `),
      );
    },
  );
});

describe('the doctor', () => {
  test('on a bare machine names what is missing, and what the set-up will bring', async () => {
    const findings = await examine(nothing, steps);
    const states = Object.fromEntries(findings.map(({ part, state }) => [part, state]));
    expect(states).toMatchObject({
      npm: 'missing',
      Go: 'missing',
      JDK: 'missing',
      Maven: 'missing',
      Kafka: 'later',
      Node: 'later',
      Toxiproxy: 'later',
    });
  });

  test('prints a line for each part, and how to get what is not there', () => {
    const table = renderFindings([
      { part: 'Go', state: 'missing', found: 'none', where: '', purpose: 'builds', get: 'install Go' },
      { part: 'Node', state: 'ok', found: '24.21.0', where: '/n', purpose: 'runs', get: '' },
    ]);
    expect(table.split('\n').map((line) => line.trimEnd())).toEqual([
      'MISSING  Go    none         builds',
      '         ↳ install Go',
      'ok       Node  24.21.0  /n  runs',
    ]);
  });
});
