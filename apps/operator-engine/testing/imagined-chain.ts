import type { ChainRpc } from '../src/chain/rpc.ts';

/** A chain of numbered blocks without anything in them; a branch names whose blocks they are. */
export interface ImaginedChain {
  readonly rpc: ChainRpc;
  /** Appends blocks of a branch. */
  readonly grow: (branch: string, blocks: number) => void;
  /** Takes the last blocks away. */
  readonly drop: (blocks: number) => void;
  /** Ranges that logs were asked for. */
  readonly asked: (readonly [from: number, to: number])[];
}

/** Block 0 stands. */
export function imagineChain(): ImaginedChain {
  const blocks = ['genesis'];
  const asked: (readonly [number, number])[] = [];
  const block = (number: number): object | null => {
    const branch = blocks[number];
    return branch === undefined
      ? null
      : {
          number: `0x${number.toString(16)}`,
          hash: `0x${branch}${number}`,
          timestamp: `0x${number.toString(16)}`,
        };
  };
  return {
    asked,
    grow: (branch, count) => {
      for (let n = 0; n < count; n += 1) blocks.push(branch);
    },
    drop: (count) => {
      blocks.splice(blocks.length - count);
    },
    rpc: {
      call: <Result>(method: string, params: readonly unknown[]): Promise<Result> => {
        if (method === 'eth_getBlockByNumber') {
          const [which] = params;
          return Promise.resolve(block(which === 'latest' ? blocks.length - 1 : Number(which)) as Result);
        }
        const [{ fromBlock, toBlock }] = params as [{ fromBlock: string; toBlock: string }];
        asked.push([Number(fromBlock), Number(toBlock)]);
        return Promise.resolve([] as Result);
      },
      close: () => Promise.resolve(),
    },
  };
}
