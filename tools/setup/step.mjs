import { readdir } from 'node:fs/promises';

/**
 * A part as found on this machine.
 * @typedef {object} Found
 * @property {string} version
 * @property {string} where    path; what the step's variable is set to for everything that runs afterwards
 * @property {Readonly<Record<string, string>>} [environment]   more variables that go with it
 */

/**
 * One part that Plimsoll needs and how it is got. One file in `steps/` each, run in the order of the file names:
 * to add a part, copy one.
 * @typedef {object} Step
 * @property {string} name
 * @property {string} version      the one that `run` brings
 * @property {string} purpose      what it is for, as it stands in messages
 * @property {string} how          where `run` gets it from, as it stands in messages
 * @property {string | undefined} variable    environment variable that gives another one instead
 * @property {readonly string[]} requires     names in `prerequisites.mjs` that `run` needs
 * @property {string} get          how to get it by hand
 * @property {(place: import('./place.mjs').Place) => string} where   what `run` makes
 * @property {(place: import('./place.mjs').Place) => Promise<Found | undefined>} find
 *   the part that serves now; undefined: `run` is needed. Throws `Missing` if the variable names a wrong one.
 * @property {((place: import('./place.mjs').Place) => Promise<void>) | undefined} run
 *   brings it; leaves nothing half done. Undefined: optional, taken from the system if it is there.
 */

/**
 * All steps, in order.
 * @returns {Promise<Step[]>}
 */
export async function loadSteps() {
  const folder = new URL('./steps/', import.meta.url);
  const files = (await readdir(folder)).filter((file) => file.endsWith('.mjs')).toSorted();
  return Promise.all(files.map(async (file) => (await import(new URL(file, folder).href)).default));
}
