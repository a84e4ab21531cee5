import { Missing } from './missing.mjs';
import { atLeast, findPrerequisite, prerequisites } from './prerequisites.mjs';

/**
 * One line of the doctor's table.
 * @typedef {object} Finding
 * @property {string} part
 * @property {'ok' | 'later' | 'absent' | 'missing'} state   `later`: `npm start` brings it; `absent`: not there, and can be
 *   done without; `missing`: nothing runs without it
 * @property {string} found    version, or what is wrong
 * @property {string} where
 * @property {string} purpose
 * @property {string} get      how to get it; empty if it is there
 */

/**
 * Looks at every prerequisite and part; changes nothing.
 * @param {import('./place.mjs').Place} place
 * @param {readonly import('./step.mjs').Step[]} steps
 * @returns {Promise<Finding[]>}
 */
export async function examine(place, steps) {
  /** @type {Finding[]} */
  const parts = [];
  const needed = new Set();
  let environment = place.environment;
  for (const step of steps) {
    const { name: part, purpose, get } = step;
    try {
      const found = await step.find({ ...place, environment });
      environment = { ...environment, ...found?.environment };
      if (found !== undefined) {
        parts.push({ part, state: 'ok', found: found.version, where: found.where, purpose, get: '' });
      } else if (step.run === undefined) {
        parts.push({ part, state: 'absent', found: 'none', where: '', purpose, get });
      } else {
        for (const name of step.requires) needed.add(name);
        parts.push({
          part,
          state: 'later',
          found: 'not yet',
          where: step.where(place),
          purpose,
          get: 'npm start brings it',
        });
      }
    } catch (error) {
      if (!(error instanceof Missing)) {
        // A part that stands on one that is not there yet cannot be looked at: it comes with that one.
        parts.push({
          part,
          state: 'later',
          found: 'not yet',
          where: step.where(place),
          purpose,
          get: 'npm start brings it',
        });
        continue;
      }
      parts.push({ part, state: 'missing', found: 'wrong', where: '', purpose, get: error.message });
    }
  }
  return [...(await examinePrerequisites(place, needed)), ...parts];
}

/**
 * @param {import('./place.mjs').Place} place
 * @param {ReadonlySet<string>} needed   those that a part still to come requires
 */
function examinePrerequisites(place, needed) {
  return Promise.all(
    prerequisites.map(async (one) => {
      const version = await findPrerequisite(one, place.environment);
      const serves = version !== undefined && atLeast(version, one.minimum);
      /** @type {Finding} */
      const finding = {
        part: one.title,
        state: serves ? 'ok' : needed.has(one.name) ? 'missing' : 'absent',
        found: version === undefined ? 'none' : serves ? version : `${version}, needs ${one.minimum}`,
        where: version === undefined ? '' : one.command[0],
        purpose: one.purpose,
        get: serves ? '' : one.get,
      };
      return finding;
    }),
  );
}

/**
 * The findings as a table for people, with the reason of each line and, where something is not there, how to get it.
 * @param {readonly Finding[]} findings
 * @returns {string}
 */
export function renderFindings(findings) {
  const marks = { ok: 'ok', later: 'later', absent: 'absent', missing: 'MISSING' };
  const rows = findings.map(({ part, state, found, where, purpose, get }) => [
    marks[state],
    part,
    found,
    where,
    purpose,
    get,
  ]);
  const widths = [0, 1, 2, 3].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows
    .flatMap((row) => {
      const cells = widths.map((width, column) => (row[column] ?? '').padEnd(width));
      const line = `${cells.join('  ')}  ${row[4]}`;
      return row[5] ? [line, `${' '.repeat((widths[0] ?? 0) + 2)}↳ ${row[5]}`] : [line];
    })
    .join('\n');
}
