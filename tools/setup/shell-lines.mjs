/**
 * What differs between two environments, as lines for a POSIX shell to `eval`.
 * @param {NodeJS.ProcessEnv} before
 * @param {NodeJS.ProcessEnv} after
 */
export function shellLines(before, after) {
  return Object.entries(after)
    .filter(([name, value]) => value !== undefined && before[name] !== value)
    .map(([name, value]) => `export ${name}='${value?.replaceAll("'", `'\\''`)}'\n`)
    .join('');
}
