import { setTimeout as sleep } from 'node:timers/promises';
import type { FaultContext } from './fault.ts';
import { observed } from './observed.ts';

/** Waits until the load has that many more acknowledged sends; without a load, a second is all there is to lose. */
export async function acknowledgedSends(
  { load, signal }: FaultContext,
  sends: number,
  withinMs: number,
): Promise<void> {
  if (load === undefined) {
    await sleep(1_000, undefined, { signal });
    return;
  }
  const from = load.acknowledged();
  const seen = await observed(withinMs, signal, () => {
    const more = load.acknowledged() - from;
    return { seen: more >= sends, words: `${more} sends acknowledged since the copy, wanted ${sends}` };
  });
  if (!seen.seen) throw new Error(`nothing to lose within ${withinMs} ms: ${seen.words}`);
}
