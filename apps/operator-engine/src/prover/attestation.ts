import { AbiCoder, getBytes, hexlify, keccak256, SigningKey } from 'ethers';
import type { Hex } from '@plimsoll/interface/operator/operation';
import type { SubmitBatch } from '../chain/rollup-contract.ts';

/** Which rollup a batch is for. */
export interface RollupAddress {
  readonly chainId: number;
  readonly contract: Hex;
}

const abi = AbiCoder.defaultAbiCoder();

/** What a prover signs for a batch; the contract computes the same (contracts/sources/Rollup.sol, `submitBatch`). */
export function attestationDigest(rollup: RollupAddress, batch: Omit<SubmitBatch, 'proof'>): string {
  const withdrawals = abi.encode(
    ['tuple(address to, uint16 tokenId, uint64 amount)[]'],
    [batch.withdrawals.map(({ to, tokenId, amount }) => [to, tokenId, amount])],
  );
  return keccak256(
    abi.encode(
      ['uint256', 'address', 'bytes32', 'bytes32', 'bytes32', 'bytes32'],
      [
        rollup.chainId,
        rollup.contract,
        batch.parentRoot,
        batch.newRoot,
        keccak256(batch.data),
        keccak256(withdrawals),
      ],
    ),
  );
}

/** The proof: r, s and v of a secp256k1 signature over the digest, 65 bytes. It says that this prover re-executed the batch, no more. */
export function attest(digest: string, key: SigningKey): Hex {
  const { r, s, v } = key.sign(digest);
  return hexlify(new Uint8Array([...getBytes(r), ...getBytes(s), v])) as Hex;
}
