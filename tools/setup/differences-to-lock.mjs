const report = /** @type {{ header: { glibcVersionRuntime?: string } }} */ (process.report.getReport());
/** The C library of this system, in npm's words. */
const libcHere = report.header.glibcVersionRuntime === undefined ? 'musl' : 'glibc';

/** @typedef {{ version?: string, link?: boolean, optional?: boolean, os?: string[], cpu?: string[], libc?: string[] }} Entry */
/** @typedef {{ packages: Record<string, Entry> }} Lock */

/**
 * How an installation differs from the lock file, in words; empty if it does not. Optional packages for other
 * platforms may be absent, with all that lies in them.
 * @param {Lock} lock        package-lock.json
 * @param {Lock} installed   node_modules/.package-lock.json
 * @param {{ platform: string, arch: string }} place
 * @returns {string[]}
 */
export function differencesToLock(lock, installed, place) {
  const paths = new Set([...Object.keys(lock.packages), ...Object.keys(installed.packages)]);
  return [...paths]
    .filter((path) => path.includes('node_modules/'))
    .flatMap((path) => {
      const [wanted, got] = [lock.packages[path], installed.packages[path]];
      if (wanted === undefined) return [`${path} is not in the lock file`];
      if (got === undefined) return mayBeAbsent(lock, path, place) ? [] : [`${path} is not installed`];
      if (wanted.version === got.version && wanted.link === got.link) return [];
      return [`${path} is ${got.version ?? 'a link'}, not ${wanted.version ?? 'a link'}`];
    });
}

/**
 * @param {Lock} lock
 * @param {string} path
 * @param {{ platform: string, arch: string }} place
 */
function mayBeAbsent(lock, path, place) {
  if (lock.packages[path]?.optional !== true) return false;
  const holders = Object.keys(lock.packages).filter(
    (holder) => holder !== '' && path.startsWith(`${holder}/`),
  );
  return [path, ...holders].some((each) => !isMeantFor(lock.packages[each] ?? {}, place));
}

/**
 * @param {Entry} entry
 * @param {{ platform: string, arch: string }} place
 */
function isMeantFor({ os, cpu, libc }, { platform, arch }) {
  return (
    (os?.includes(platform) ?? true) && (cpu?.includes(arch) ?? true) && (libc?.includes(libcHere) ?? true)
  );
}
