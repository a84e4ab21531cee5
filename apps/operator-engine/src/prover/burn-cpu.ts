import { createHash } from 'node:crypto';
import { setImmediate as breathe } from 'node:timers/promises';

/** Between two looks at the door. */
const sliceMs = 5;

/**
 * Burns so much CPU time of this process and does nothing with it: it stands for what a validity prover would compute, and is no
 * proof of anything. Health is answered in between. Resolves to false when it was called off.
 *
 * @param cpuMs CPU milliseconds, not wall-clock
 */
export async function burnCpu(cpuMs: number, isCalledOff: () => boolean): Promise<boolean> {
  let block = Buffer.alloc(4096);
  let spentMs = 0;
  while (spentMs < cpuMs) {
    if (isCalledOff()) return false;
    const before = process.threadCpuUsage();
    const startedMs = performance.now();
    while (performance.now() - startedMs < Math.min(sliceMs, cpuMs - spentMs))
      block = Buffer.concat([createHash('sha512').update(block).digest(), block.subarray(64)]);
    const { user, system } = process.threadCpuUsage(before);
    spentMs += Math.max(0.01, (user + system) / 1000);
    await breathe();
  }
  return true;
}
