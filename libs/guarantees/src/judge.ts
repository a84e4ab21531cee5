import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { HistoryDamage } from '@plimsoll/history/damage';
import { historyFiles, layout } from '@plimsoll/history/layout';
import type { Plan } from '@plimsoll/history/plan';
import { readHistory } from '@plimsoll/history/reader';
import { verifySeal } from '@plimsoll/history/seal';
import { openCase } from './open-case.ts';
import { guarantees } from './registry.ts';
import { unsound } from './validity/validity-check.ts';
import type { ValidityLine } from './validity/validity-check.ts';
import type { RunVerdict } from './verdict.ts';

/**
 * Judges a run folder from its bytes alone: reads the history once, in judging order, through every guarantee, every
 * validity check and every measure, and composes the verdict. Starts nothing. The same bytes give the same verdict,
 * to the byte.
 *
 * @throws HistoryDamage when there is no readable plan: then not even a verdict can be written. All other damage is
 * a verdict (INVALID, naming file and line).
 */
export function judge(directory: string): RunVerdict {
  const plan = readPlan(directory);
  const open = openCase(plan, guarantees);
  const damage: ValidityLine[] = [];
  let recorded = 0;
  try {
    const read = historyFiles
      .filter((file) => existsSync(historyPath(directory, file)))
      .map((file) => {
        open.openFile(file);
        const result = readHistory(historyPath(directory, file), (record, line) => open.hear(record, line));
        return { file, ...result };
      });
    const torn = read.find((each) => each.tornLine !== undefined);
    if (torn !== undefined)
      damage.push(
        unsound(
          'evidence',
          `The last line of history/${torn.file}.ndjson is incomplete: its writer was killed.`,
          [{ file: torn.file, line: torn.tornLine ?? 0 }],
        ),
      );
    const seal = verifySeal(directory);
    recorded = historyFiles.reduce(
      (sum, file) => sum + (seal.files[`${layout.history}/${file}.ndjson`]?.records ?? 0),
      0,
    );
  } catch (error) {
    if (!(error instanceof HistoryDamage)) throw error;
    damage.push(damageLine(directory, error));
  }
  return open.finish(recorded, damage);
}

/** Judges and stores `verdict.json` in the same folder; returns the verdict. */
export function judgeAndStore(directory: string): RunVerdict {
  const verdict = judge(directory);
  writeFileSync(join(directory, layout.verdict), `${JSON.stringify(verdict, null, 2)}\n`);
  return verdict;
}

function historyPath(directory: string, file: string): string {
  return join(directory, layout.history, `${file}.ndjson`);
}

function readPlan(directory: string): Plan {
  const path = join(directory, layout.plan);
  let plan: Plan;
  try {
    plan = JSON.parse(readFileSync(path, 'utf8')) as Plan;
  } catch (error) {
    throw new HistoryDamage(path, 0, `The plan cannot be read: ${(error as Error).message}`, error);
  }
  if (plan.plimsoll !== 1 || !Array.isArray(plan.trials) || !Array.isArray(plan.members))
    throw new HistoryDamage(path, 0, 'It is not a plan of this version.');
  return plan;
}

/** Paths as they are in the folder: a verdict must not depend on where the folder lies. */
function damageLine(directory: string, error: HistoryDamage): ValidityLine {
  const name = error.path.startsWith(directory) ? error.path.slice(directory.length + 1) : error.path;
  const file = name.replace(/^history\//, '').replace(/\.ndjson$/, '');
  const place = error.line > 0 ? `${name}:${error.line}` : name;
  return unsound('evidence', `${place} is damaged. ${error.why}`, [{ file, line: error.line }]);
}
