import type { ClientPlan } from './client.ts';
import { forkClient } from './fork-client.ts';

/**
 * Reads the final state through one of two unrelated clients, each in a process of its own (HR-07): every enabled
 * member's stream on every node. Call it after the heal and the sentinel, once for each observer. Writes the history
 * file of the observer's name and resolves with the number of events read; a stream that was not read to its sentinel
 * is closed with `complete: false`.
 */
export async function readFinal(
  plan: ClientPlan,
  observer: 'first' | 'second',
  onProgress?: (events: number) => void,
  entry = 'main-read.ts',
): Promise<{ readonly events: number }> {
  const client = await forkClient<{ events: number }>(entry, plan, { observer });
  const timer = setInterval(() => onProgress?.(client.status()?.events ?? 0), 250);
  try {
    const result = await client.call<{ events: number }>('read', 0);
    await client.close();
    return result;
  } finally {
    clearInterval(timer);
  }
}
