import { closeSync, fdatasyncSync, openSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { median } from './median.ts';

/** Median time of writing 8 KiB and waiting until the disk has it, milliseconds: what each commit waits for at least (HS-14). */
export function fsyncProbeMs(directory: string, times = 100): number {
  const path = join(directory, 'fsync-probe');
  const descriptor = openSync(path, 'w');
  const page = Buffer.alloc(8192, 1);
  try {
    const took = Array.from({ length: times }, () => {
      const from = performance.now();
      writeSync(descriptor, page);
      fdatasyncSync(descriptor);
      return performance.now() - from;
    });
    return median(took);
  } finally {
    closeSync(descriptor);
    rmSync(path);
  }
}
