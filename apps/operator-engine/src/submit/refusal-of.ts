/** What a node means by refusing a signed transaction; nodes have words for it, no codes. */
export type SendRefusal = 'known' | 'underpriced' | 'nonce-used' | 'funds' | 'other';

const words: readonly (readonly [RegExp, SendRefusal])[] = [
  [/already known|already imported|known transaction/i, 'known'],
  [
    /underpriced|fee too low|maxFeePerGas .*too low|max fee per gas less than|lower than the (current|next) (block's )?base fee/i,
    'underpriced',
  ],
  [/nonce too low|nonce is too low|already been used/i, 'nonce-used'],
  [/insufficient funds|doesn't have enough funds|not enough funds/i, 'funds'],
];

/** Reads the refusal of `eth_sendRawTransaction`, in the words of geth, Besu, Nethermind and Hardhat. */
export function refusalOf(message: string): SendRefusal {
  return words.find(([pattern]) => pattern.test(message))?.[1] ?? 'other';
}
