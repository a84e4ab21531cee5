import { constants } from 'node:fs';
import { chmod, chown, copyFile, mkdir, readdir, readlink, symlink } from 'node:fs/promises';
import { join } from 'node:path';

/** Who is to own the copy; undefined leaves it to whoever copies. */
export interface Owner {
  readonly uid: number;
  readonly gid: number;
}

/**
 * Copies a folder. A running server removes files while it is copied: what vanished meanwhile is left out, as
 * PostgreSQL's backup rules allow. `skip` gets the path relative to the source.
 */
export async function copyTree(
  source: string,
  target: string,
  options: {
    readonly owner?: Owner | undefined;
    /** Mode of folders; files get it without the execute bits unless `keepModes`. */
    readonly mode?: number;
    readonly keepModes?: boolean;
    readonly skip?: (path: string) => boolean;
  } = {},
): Promise<void> {
  const mode = options.mode ?? 0o700;
  const own = async (path: string): Promise<void> => {
    if (options.owner !== undefined) await chown(path, options.owner.uid, options.owner.gid);
  };
  const copy = async (relative: string): Promise<void> => {
    const folder = join(target, relative);
    await mkdir(folder, { recursive: true, mode });
    await chmod(folder, mode);
    await own(folder);
    const entries = await readdir(join(source, relative), { withFileTypes: true });
    for (let from = 0; from < entries.length; from += 32) {
      await Promise.all(
        entries.slice(from, from + 32).map(async (entry) => {
          const path = join(relative, entry.name);
          if (options.skip?.(path) === true) return;
          try {
            if (entry.isDirectory()) await copy(path);
            else if (entry.isSymbolicLink()) {
              await symlink(await readlink(join(source, path)), join(target, path));
            } else if (entry.isFile()) {
              await copyFile(join(source, path), join(target, path), constants.COPYFILE_FICLONE);
              if (options.keepModes !== true) await chmod(join(target, path), mode & 0o666);
              await own(join(target, path));
            }
          } catch (error) {
            if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
          }
        }),
      );
    }
  };
  await copy('');
}
