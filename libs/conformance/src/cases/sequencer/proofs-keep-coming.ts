import { setTimeout as sleep } from 'node:timers/promises';
import type { ConformanceCase } from '../../case.ts';
import { expect } from '../../expectation.ts';

/** The interface says every second; a busy computer is granted twice that. */
const patienceMs = 2_000;
const watchedMs = 5_000;

export default {
  id: 'proofs-keep-coming',
  title: 'Time proofs come every second, and time moves',
  text: `On a stream without events a proof comes at least every second (granted: ${patienceMs / 1000} s), and over ${watchedMs / 1000} s the proved time rises by at least half of that.`,
  covers: ['DC-37'],
  level: 'MUST',
  scope: 'each',
  capability: 'time-proofs',
  slow: true,
  async check(context) {
    const stream = await context.subscribe(context.carol);
    await stream.until('a first proof', () => stream.proofs.length > 0, patienceMs * 2);
    const begun = performance.now();
    const start = stream.proofs.at(-1)!.upToMicros;
    let count = stream.proofs.length;
    let last = begun;
    while (performance.now() - begun < watchedMs) {
      await sleep(20);
      if (stream.proofs.length > count) {
        count = stream.proofs.length;
        last = performance.now();
      }
      const silence = Math.round(performance.now() - last);
      expect(silence <= patienceMs, `No time proof for ${silence} ms.`, [
        stream.asked,
        stream.ended ?? 'the stream is open',
      ]);
    }
    const rose = stream.proofs.at(-1)!.upToMicros - start;
    expect(rose >= (watchedMs * 1000) / 2, `In ${watchedMs} ms proved time rose by ${rose} µs.`, [
      stream.asked,
    ]);
    return `${count} proofs in ${watchedMs / 1000} s, up by ${(rose / 1e6).toFixed(1)} s`;
  },
} satisfies ConformanceCase;
