const report = /** @type {{ header: { glibcVersionRuntime?: string } }} */ (process.report.getReport());
/** The C library of this system, in npm's words. */
const libcHere = report.header.glibcVersionRuntime === undefined ? 'musl' : 'glibc';

/**
 * True if npm's own record of an installation holds every package of the lock file that is meant for this
 * platform, in that version. Packages for other platforms are optional and stay away, with all that lies in them.
 * @typedef {{ version?: string, link?: boolean, optional?: boolean, os?: string[], cpu?: string[], libc?: string[] }} Entry
 * @param {{ packages: Record<string, Entry> }} lock        package-lock.json
 * @param {{ packages: Record<string, Entry> }} installed   node_modules/.package-lock.json
 * @param {{ platform: string, arch: string }} place
 */
export function installedAsLocked(lock, installed, place) {
  return Object.entries(lock.packages).every(([path, entry]) => {
    if (!path.includes('node_modules/')) return true;
    const there = installed.packages[path];
    if (there !== undefined) return there.version === entry.version && there.link === entry.link;
    const holders = Object.keys(lock.packages).filter(
      (holder) => path.startsWith(`${holder}/`) && holder !== '',
    );
    const meant = [path, ...holders].every((each) => meantFor(lock.packages[each] ?? {}, place));
    return entry.optional === true && !meant;
  });
}

/**
 * @param {Entry} entry
 * @param {{ platform: string, arch: string }} place
 */
function meantFor({ os, cpu, libc }, { platform, arch }) {
  return (
    (os?.includes(platform) ?? true) && (cpu?.includes(arch) ?? true) && (libc?.includes(libcHere) ?? true)
  );
}
