import { open, mkdtemp, rm } from 'node:fs/promises';
import { arch, cpus, release, tmpdir, totalmem, type as systemType } from 'node:os';
import { join } from 'node:path';

/** environment.json: on what a run ran (HS-14). No host name, no user, no path. */
export interface Environment {
  readonly system: string;
  readonly cpu: string;
  readonly cores: number;
  readonly memoryMegabytes: number;
  readonly node: string;
  /** fsync of 8 KiB on the disk that holds the databases, before and after the run. */
  readonly fsyncBefore: FsyncProbe;
  readonly fsyncAfter?: FsyncProbe;
}
export interface FsyncProbe {
  readonly n: number;
  readonly p50Ms: number;
  readonly maxMs: number;
}

/** Describes this machine and measures its disk. */
export async function describeEnvironment(): Promise<Environment> {
  const processors = cpus();
  return {
    system: `${systemType()} ${release()} ${arch()}`,
    cpu: processors[0]?.model ?? 'unknown',
    cores: processors.length,
    memoryMegabytes: Math.round(totalmem() / 1_048_576),
    node: process.version,
    fsyncBefore: await probeFsync(),
  };
}

/** Times `n` writes of 8 KiB, each followed by fdatasync, in the temporary folder. */
export async function probeFsync(n = 20): Promise<FsyncProbe> {
  const folder = await mkdtemp(join(tmpdir(), 'plimsoll-fsync-'));
  const file = await open(join(folder, 'probe'), 'w');
  try {
    const block = Buffer.alloc(8192, 1);
    const took: number[] = [];
    for (let turn = 0; turn < n; turn += 1) {
      const start = performance.now();
      await file.write(block, 0, block.length, turn * block.length);
      await file.datasync();
      took.push(performance.now() - start);
    }
    took.sort((a, b) => a - b);
    const rounded = (ms: number | undefined): number => Math.round((ms ?? 0) * 1000) / 1000;
    return { n, p50Ms: rounded(took[Math.floor(n / 2)]), maxMs: rounded(took.at(-1)) };
  } finally {
    await file.close();
    await rm(folder, { recursive: true, force: true });
  }
}
