import type { Hex } from '@plimsoll/interface/operator/operation';
import type { ChainRpc } from './rpc.ts';

/** A block as far as the engine needs it. */
export interface Block {
  readonly number: number;
  readonly hash: Hex;
  readonly baseFeePerGas: bigint;
  /** The chain's time, which all instances share. */
  readonly timestampMicros: number;
}

interface RpcBlock {
  readonly number: string;
  readonly hash: Hex;
  readonly baseFeePerGas?: string;
  readonly timestamp: string;
}

/** Asks for a block; undefined where there is none. */
export async function readBlock(rpc: ChainRpc, which: 'latest' | number): Promise<Block | undefined> {
  const tag = which === 'latest' ? which : quantity(which);
  const block = await rpc.call<RpcBlock | null>('eth_getBlockByNumber', [tag, false]);
  return block
    ? {
        number: Number(block.number),
        hash: block.hash,
        baseFeePerGas: BigInt(block.baseFeePerGas ?? 0),
        timestampMicros: Number(block.timestamp) * 1_000_000,
      }
    : undefined;
}

/** A number as JSON-RPC of chains has it. */
export function quantity(value: number): Hex {
  return `0x${value.toString(16)}`;
}
