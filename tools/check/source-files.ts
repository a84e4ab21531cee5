import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** Files of the checkout that are or would be committed, relative to `root`. */
export function sourceFiles(root: string): string[] {
  const parameters = ['ls-files', '-z', '--cached', '--others', '--exclude-standard'];
  const files = execFileSync('git', parameters, { cwd: root, encoding: 'utf8', maxBuffer: 2 ** 26 });
  return files.split('\0').filter((file) => file !== '' && existsSync(join(root, file)));
}
