/** How much a failed test says in the closing lines: the assertion and what was expected and received. */
const linesOfWhy = 12;

/** One task that Nx ran, or a check of its own: lint, typecheck, test of a project, or a gate over the whole. */
export interface Task {
  readonly name: string;
  readonly passed: boolean;
}

/** The parts of vitest's JSON report that are counted. */
export interface TestReport {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly testResults: readonly {
    readonly name: string;
    readonly status: string;
    readonly assertionResults: readonly {
      readonly status: string;
      readonly fullName: string;
      readonly failureMessages?: readonly string[];
    }[];
  }[];
}

/** What the closing line of `npm test` says, and which ones failed. */
export interface Count {
  readonly passed: number;
  readonly failed: number;
  readonly failures: readonly string[];
}

/**
 * Counts one task. Tests count singly where the task left a report; any other task counts as one. A task that
 * failed never counts as no failure, whatever its report says: a file that does not load holds no test.
 */
export function count(task: Task, report?: TestReport): Count {
  if (report === undefined) {
    return task.passed
      ? { passed: 1, failed: 0, failures: [] }
      : { passed: 0, failed: 1, failures: [task.name] };
  }
  const failures = report.testResults.flatMap((file) => {
    const failed = file.assertionResults.filter((test) => test.status === 'failed');
    if (failed.length > 0)
      return failed.map((test) => `${task.name}: ${test.fullName}${why(test.failureMessages)}`);
    return file.status === 'failed' ? [`${task.name}: ${file.name} does not run`] : [];
  });
  if (!task.passed && failures.length === 0) failures.push(task.name);
  return { passed: report.numPassedTests, failed: failures.length, failures };
}

/** The beginning of what the test said, under its name: the closing lines are all that one reads of a long log. */
function why(messages: readonly string[] = []): string {
  const lines = messages.flatMap((message) => message.split('\n')).filter((line) => line.trim() !== '');
  return lines
    .slice(0, linesOfWhy)
    .map((line) => `\n      ${line}`)
    .join('');
}

/** All counts in one. */
export function sum(counts: readonly Count[]): Count {
  return {
    passed: counts.reduce((total, one) => total + one.passed, 0),
    failed: counts.reduce((total, one) => total + one.failed, 0),
    failures: counts.flatMap((one) => one.failures),
  };
}
