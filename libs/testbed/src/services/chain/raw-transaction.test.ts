import { Transaction, Wallet, id, type TransactionRequest } from 'ethers';
import { expect, test } from 'vitest';
import { rawTransaction, type RpcTransaction } from './raw-transaction.ts';

const key = new Wallet(id('raw transaction'));
const common = { chainId: 31_337, nonce: 3, gasLimit: 50_000, to: key.address, value: 7n, data: '0x00ff' };
const quantity = (value: bigint | number): string => `0x${BigInt(value).toString(16)}`;

/** As the chain's JSON-RPC tells it: numbers without leading zeros, in `r` and `s` too. */
function told(raw: string): RpcTransaction {
  const tx = Transaction.from(raw);
  const { signature } = tx;
  if (signature === null || tx.hash === null || tx.from === null) throw new Error('not signed');
  const v =
    tx.type === 0 ? (signature.legacyChainId === null ? signature.v : signature.networkV) : signature.yParity;
  return {
    hash: tx.hash,
    from: tx.from,
    to: tx.to,
    nonce: quantity(tx.nonce),
    gas: quantity(tx.gasLimit),
    ...(tx.type === 2
      ? {
          gasPrice: '0x8',
          maxFeePerGas: quantity(tx.maxFeePerGas ?? 0n),
          maxPriorityFeePerGas: quantity(tx.maxPriorityFeePerGas ?? 0n),
        }
      : { gasPrice: quantity(tx.gasPrice ?? 0n) }),
    value: quantity(tx.value),
    input: tx.data,
    type: quantity(tx.type ?? 0),
    ...(tx.chainId === 0n ? {} : { chainId: quantity(tx.chainId) }),
    ...(tx.type === 0 ? {} : { accessList: tx.accessList }),
    v: quantity(v ?? 0),
    r: quantity(BigInt(signature.r)),
    s: quantity(BigInt(signature.s)),
  };
}

const kinds: readonly (readonly [string, TransactionRequest])[] = [
  ['with a fee of today', { ...common, type: 2, maxFeePerGas: 10n ** 9n, maxPriorityFeePerGas: 1n }],
  ['with an access list', { ...common, type: 1, gasPrice: 5n, accessList: [[key.address, [id('slot')]]] }],
  ['of the old kind', { ...common, type: 0, gasPrice: 5n }],
  ['that makes a contract', { ...common, type: 2, to: null, maxFeePerGas: 9n, maxPriorityFeePerGas: 0n }],
];

test.each(kinds)('a transaction %s comes out byte by byte as it went in', async (_, request) => {
  // With the first fee and nonces 83 and 141, r and s begin with a zero byte.
  for (const nonce of [0, 83, 141]) {
    const raw = await key.signTransaction({ ...request, nonce });
    expect(rawTransaction(told(raw))).toBe(raw);
  }
});

test('what does not come out the same is not passed on', async () => {
  const raw = await key.signTransaction({ ...common, type: 0, gasPrice: 5n });
  expect(() => rawTransaction({ ...told(raw), value: '0x8' })).toThrow(
    'cannot be put together again (type 0)',
  );
});
