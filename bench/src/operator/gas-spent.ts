import { askChain, askChainMany } from '@plimsoll/load/operator/chain/raw-rpc';
import type { ChainService } from '@plimsoll/testbed/testbed';

/** What submissions to the contract cost, by how they ended on the chain. */
export interface GasSpent {
  readonly accepted: { readonly transactions: number; readonly gas: number };
  /** Mined and reverted: wasted. */
  readonly reverted: { readonly transactions: number; readonly gas: number };
}

interface Block {
  readonly transactions: readonly {
    readonly hash: string;
    readonly from: string;
    readonly to: string | null;
  }[];
}
interface Receipt {
  readonly status: string;
  readonly gasUsed: string;
}

/** Reads all submissions of the operator's instances in the blocks after `after` up to and with `upTo`, as the chain holds them. */
export async function gasSpent(chain: ChainService, after: number, upTo: number): Promise<GasSpent> {
  const submitters = new Set([...chain.submitters.values()].map((address) => address.toLowerCase()));
  const spent = { accepted: { transactions: 0, gas: 0 }, reverted: { transactions: 0, gas: 0 } };
  for (let number = after + 1; number <= upTo; number += 1) {
    const block = (await askChain(chain.probeUrl, {
      method: 'eth_getBlockByNumber',
      params: [`0x${number.toString(16)}`, true],
    })) as Block;
    const own = block.transactions.filter(
      ({ from, to }) =>
        submitters.has(from.toLowerCase()) && to?.toLowerCase() === chain.contract.toLowerCase(),
    );
    const answers = await askChainMany(
      chain.probeUrl,
      own.map(({ hash }) => ({ method: 'eth_getTransactionReceipt', params: [hash] })),
    );
    for (const answer of answers) {
      if ('error' in answer) throw new Error(`no receipt: ${JSON.stringify(answer.error)}`);
      const { status, gasUsed } = answer.result as Receipt;
      const kind = Number(status) === 1 ? spent.accepted : spent.reverted;
      kind.transactions += 1;
      kind.gas += Number(gasUsed);
    }
  }
  return spent;
}
