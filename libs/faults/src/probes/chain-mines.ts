import { setTimeout as sleep } from 'node:timers/promises';
import type { ChainService } from '@plimsoll/testbed/testbed';
import type { Observation } from '../fault.ts';
import { seeBlock } from './chain-head.ts';

/** Looks at the head, waits for as long as three blocks take, and looks again: did it move? */
export async function chainMoves({ probeUrl, blockMs }: ChainService): Promise<Observation> {
  const before = await seeBlock(probeUrl);
  await sleep(3 * blockMs);
  const after = await seeBlock(probeUrl);
  const moved = (after?.height ?? 0) - (before?.height ?? 0);
  return {
    seen: moved > 0,
    words: `head ${before?.height ?? 'none'}, ${3 * blockMs} ms later ${after?.height ?? 'none'}`,
  };
}

/** Seen when the head did not move for as long as three blocks take. */
export async function chainStands(chain: ChainService): Promise<Observation> {
  const { seen, words } = await chainMoves(chain);
  return { seen: !seen, words };
}
