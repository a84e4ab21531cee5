import { readChain } from './rpc.ts';

/** A block as a probe reads it straight from the chain. */
export interface SeenBlock {
  readonly height: number;
  readonly hash: string;
}

/** The block at a height, `latest` if none is given; undefined where there is none. */
export async function seeBlock(url: string, height?: number): Promise<SeenBlock | undefined> {
  const which = height === undefined ? 'latest' : `0x${height.toString(16)}`;
  const block = (await readChain(url, 'eth_getBlockByNumber', which, false)) as {
    readonly number: string;
    readonly hash: string;
  } | null;
  return block === null ? undefined : { height: Number(block.number), hash: block.hash };
}

/** The first digits of a hash, for words. */
export function short(hash: string): string {
  return hash.slice(0, 12);
}
