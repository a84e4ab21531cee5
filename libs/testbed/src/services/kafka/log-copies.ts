import { existsSync } from 'node:fs';
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { copyTree } from '../postgres/copy-tree.ts';

/**
 * What stays as it is when a log is put back: the metadata log, which the quorum syncs to disk before it counts, and who the
 * directory belongs to. What is put back is the data, which Kafka does not sync (facts/rollup.md, "How Kafka loses").
 */
const KEPT = /^(__cluster_metadata-0|meta\.properties|bootstrap\.checkpoint|\.lock)(\/|$)/;
/** Says that the log was closed in order: an earlier copy was not. */
const CLEAN_SHUTDOWN = '.kafka_cleanshutdown';

/** Copies the data of a running broker; segments may be torn at their end, as after a power loss. */
export async function copyLog(logDirectory: string, target: string): Promise<void> {
  await copyTree(logDirectory, target, { skip: (path) => KEPT.test(path) || path === CLEAN_SHUTDOWN });
}

/** Replaces the data of a stopped broker. */
export async function putBackLog(copy: string, logDirectory: string): Promise<void> {
  if (!existsSync(copy)) throw new Error(`there is no copy ${copy}`);
  const stale = (await readdir(logDirectory)).filter((entry) => !KEPT.test(entry));
  await Promise.all(stale.map((entry) => rm(join(logDirectory, entry), { recursive: true, force: true })));
  await copyTree(copy, logDirectory);
}
