// `npm test`: every check there is, all of them even if one fails, and one closing line with the count.
import { join } from 'node:path';
import { count, sum, type Count } from './count.ts';
import { runNx } from './nx-tasks.ts';
import { readProjects } from './projects.ts';
import { run } from './run.ts';
import { readTestReport, removeTestReports } from './test-report.ts';

const root = join(import.meta.dirname, '../..');
process.chdir(root);
const projects = readProjects(root);
await Promise.all(projects.map((project) => removeTestReports(project.folder)));

async function targets(names: readonly string[], parallel: number): Promise<Count[]> {
  const tasks = await runNx(root, names, parallel);
  return Promise.all(
    tasks.map(async (task) => {
      const folder = projects.find((project) => project.name === task.project)?.folder;
      return count(task, folder === undefined ? undefined : await readTestReport(folder, task.target));
    }),
  );
}

async function gate(command: string, ...parameters: string[]): Promise<Count> {
  console.log(`\n> ${command} ${parameters.join(' ')}\n`);
  return count({ name: command, passed: await run(command, parameters) });
}

const total = sum([
  ...(await targets(['lint', 'typecheck', 'test'], 2)),
  await gate('knip', '--strict'),
  await gate('prettier', '--check', '--log-level', 'warn', '.'),
  // Real parts, one after another: each test starts processes of its own and measures time.
  ...(await targets(['system'], 1)),
]);

if (total.failures.length > 0)
  console.log(`\nFailed:\n${total.failures.map((name) => `  ${name}`).join('\n')}`);
console.log(`\n${total.passed} passed, ${total.failed} failed`);
process.exitCode = total.failed === 0 ? 0 : 1;
