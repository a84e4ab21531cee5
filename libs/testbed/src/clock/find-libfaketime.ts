import { existsSync } from 'node:fs';

const USUAL = ['x86_64-linux-gnu', 'aarch64-linux-gnu', ''].flatMap((triple) =>
  ['/usr/lib', '/usr/lib64', '/usr/local/lib'].map((root) =>
    [root, triple, 'faketime/libfaketimeMT.so.1'].filter((part) => part !== '').join('/'),
  ),
);

/** Path of libfaketime's multi-threaded library: `PLIMSOLL_LIBFAKETIME`, else the usual places; undefined if there is none. */
export function findLibfaketime(): string | undefined {
  const given = process.env['PLIMSOLL_LIBFAKETIME'];
  const candidates = given === undefined ? USUAL : [given];
  return candidates.find((path) => existsSync(path));
}
