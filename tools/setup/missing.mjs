/**
 * What the set-up cannot do without. Its message is one line for people: what is missing, why it is needed, how
 * to get it. Ends the command with exit code 69.
 */
export class Missing extends Error {
  /**
   * @param {string} what   what is missing or wrong, with what was found
   * @param {string} why    what it is needed for
   * @param {string} get    how to get it
   */
  constructor(what, why, get) {
    super(`${what}. Needed: ${why}. To get it: ${get}.`);
    this.name = 'Missing';
  }
}

/** Exit code of a command that ends because a prerequisite is missing (sysexits' EX_UNAVAILABLE). */
export const missingExitCode = 69;
