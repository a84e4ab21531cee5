import { describe, expect, test } from 'vitest';
import { count, sum, type TestReport } from './count.ts';

const task = (passed: boolean): { name: string; passed: boolean } => ({ name: 'load:test', passed });
const report = (files: TestReport['testResults']): TestReport => {
  const statuses = files.flatMap((file) => file.assertionResults.map(({ status }) => status));
  return {
    numPassedTests: statuses.filter((status) => status === 'passed').length,
    numFailedTests: statuses.filter((status) => status === 'failed').length,
    testResults: files,
  };
};
const passes = { status: 'passed', fullName: 'adds' };
const fails = { status: 'failed', fullName: 'divides', failureMessages: ['AssertionError: no\n\n- 1\n+ 2'] };

describe('the count', () => {
  test('takes a check without a report as one', () => {
    expect(count(task(true))).toEqual({ passed: 1, failed: 0, failures: [] });
    expect(count(task(false))).toEqual({ passed: 0, failed: 1, failures: ['load:test'] });
  });

  test('takes tests singly and names those that fail, with what they said', () => {
    const files = report([
      { name: 'a.test.ts', status: 'failed', assertionResults: [passes, passes, fails] },
    ]);
    expect(count(task(false), files)).toEqual({
      passed: 2,
      failed: 1,
      failures: ['load:test: divides\n      AssertionError: no\n      - 1\n      + 2'],
    });
  });

  test('takes a file that does not load as a failure', () => {
    const files = report([
      { name: 'a.test.ts', status: 'passed', assertionResults: [passes] },
      { name: 'b.test.ts', status: 'failed', assertionResults: [] },
    ]);
    expect(count(task(false), files)).toEqual({
      passed: 1,
      failed: 1,
      failures: ['load:test: b.test.ts does not run'],
    });
  });

  test('never takes a failed task for none, whatever its report says', () => {
    const files = report([{ name: 'a.test.ts', status: 'passed', assertionResults: [passes] }]);
    expect(count(task(false), files)).toMatchObject({ failed: 1, failures: ['load:test'] });
  });

  test('adds up', () => {
    expect(sum([count(task(true)), count(task(false)), count(task(true))])).toEqual({
      passed: 2,
      failed: 1,
      failures: ['load:test'],
    });
  });
});
