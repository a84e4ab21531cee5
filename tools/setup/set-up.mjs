import { capture } from './capture.mjs';
import { locked } from './lock.mjs';
import { Missing } from './missing.mjs';
import { requirePrerequisite } from './prerequisites.mjs';

/** @typedef {import('./place.mjs').Place} Place */
/** @typedef {import('./step.mjs').Step} Step */
/** @typedef {import('./step.mjs').Found} Found */

/**
 * Brings every part that is not there yet, in order, and returns the environment in which everything else runs:
 * Node 24 and the packages' programs first in PATH, and each part's variable set. Says what it does, and how long it took,
 * only when there is something to do.
 * @param {Place} place
 * @param {readonly Step[]} steps
 * @param {(line: string) => void} say
 * @param {(name: string, environment: NodeJS.ProcessEnv) => Promise<void>} [requires]   checks a prerequisite
 * @returns {Promise<NodeJS.ProcessEnv>}
 */
export async function setUp(place, steps, say, requires = requirePrerequisite) {
  const startedAt = performance.now();
  let announced = false;
  let environment = place.environment;
  for (const step of steps) {
    const here = { ...place, environment };
    let found = await step.find(here);
    if (found === undefined && step.run !== undefined) {
      if (!announced) say(`Setting up Plimsoll, once. Kept in ${place.cache}.`);
      announced = true;
      found = await bring(here, step, say, requires);
    }
    if (found === undefined) {
      if (announced) say(`  ${step.name}: not found. It ${step.purpose}. ${sentence(step.get)}`);
      continue;
    }
    environment = withFound(environment, step, found);
  }
  if (announced) say(`Set up in ${seconds(startedAt)}.`);
  return environment;
}

/**
 * @param {Place} place
 * @param {Step} step
 * @param {(line: string) => void} say
 * @param {(name: string, environment: NodeJS.ProcessEnv) => Promise<void>} requires
 */
async function bring(place, step, say, requires) {
  // The command, since Node 20's own recursive one never ends where the parent is of a kind that takes no folders (/proc).
  const { code, output } = await capture('mkdir', ['-p', place.cache]);
  if (code !== 0) {
    throw new Missing(
      `the cache ${place.cache} cannot be made (${output.trim()})`,
      'what the set-up fetches is kept there',
      'set PLIMSOLL_CACHE to a folder that you can write to',
    );
  }
  // The target is what two set-ups must not make at the same time, be they of one checkout or of two.
  return locked(
    step.where(place),
    () => say(`  ${step.name}: another set-up is at it, waiting`),
    async () => {
      const startedAt = performance.now();
      const already = await step.find(place);
      if (already !== undefined) return already;
      say(`  ${step.name} ${step.version}, ${step.how}; it ${step.purpose} …`);
      for (const name of step.requires) await requires(name, place.environment);
      try {
        await step.run?.(place);
      } catch (error) {
        if (error instanceof Missing) throw error;
        say(`    ${error instanceof Error ? error.message : String(error)}`);
        throw new Missing(
          `${step.name} ${step.version} could not be set up (see above)`,
          `it ${step.purpose}`,
          step.get,
        );
      }
      const found = await step.find(place);
      if (found === undefined) {
        throw new Missing(
          `${step.name} was set up in ${step.where(place)} but does not work from there`,
          `it ${step.purpose}`,
          step.get,
        );
      }
      say(`  ${step.name} ${found.version}: there after ${seconds(startedAt)}`);
      return found;
    },
  );
}

/**
 * @param {NodeJS.ProcessEnv} environment
 * @param {Step} step
 * @param {Found} found
 */
function withFound(environment, step, found) {
  const variable = step.variable === undefined ? {} : { [step.variable]: found.where };
  return { ...environment, ...found.environment, ...variable };
}

/** @param {string} text */
const sentence = (text) => `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;

/** @param {number} since   from `performance.now()` */
const seconds = (since) => `${((performance.now() - since) / 1000).toFixed(1)} s`;
