import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * Where the set-up works: the checkout, the cache outside of it, the platform, and the environment that may name
 * parts to use instead.
 * @typedef {object} Place
 * @property {string} root         the checkout
 * @property {string} cache        kept between checkouts; `PLIMSOLL_CACHE`, by default `~/.cache/plimsoll`
 * @property {string} platform     as `process.platform`
 * @property {string} arch         as `process.arch`
 * @property {NodeJS.ProcessEnv} environment
 */

/**
 * The place of this checkout.
 * @param {NodeJS.ProcessEnv} [environment]
 * @returns {Place}
 */
export function placeHere(environment = process.env) {
  return {
    root: fileURLToPath(new URL('../..', import.meta.url)).replace(/\/$/, ''),
    cache: resolve(environment['PLIMSOLL_CACHE'] || join(homedir(), '.cache', 'plimsoll')),
    platform: process.platform,
    arch: process.arch,
    environment,
  };
}
