import { AbiCoder, keccak256 } from 'ethers';

/** What a batch pays out, as the contract takes it. */
export interface Withdrawal {
  readonly to: string;
  readonly tokenId: number;
  readonly amount: bigint;
}

/** What a prover attests: that this batch, re-executed from the parent's state, leads to the new root with these withdrawals. */
export interface Attestation {
  readonly chainId: number;
  readonly contract: string;
  readonly parentRoot: string;
  readonly newRoot: string;
  /** Batch data, `0x…` (batch-data.ts of the interface). */
  readonly data: string;
  readonly withdrawals: readonly Withdrawal[];
}

/**
 * The 32 bytes that a prover signs with its secp256k1 key; the 65-byte signature r‖s‖v is the `proof` of `submitBatch`. Bound
 * to chain, contract and parent, so that it cannot be used elsewhere or twice. An attestation of re-execution: it is
 * worth what the prover's key is worth, and is no zero-knowledge proof.
 */
export function proofDigest(attestation: Attestation): string {
  const { chainId, contract, parentRoot, newRoot, data, withdrawals } = attestation;
  const coder = AbiCoder.defaultAbiCoder();
  return keccak256(
    coder.encode(
      ['uint256', 'address', 'bytes32', 'bytes32', 'bytes32', 'bytes32'],
      [
        chainId,
        contract,
        parentRoot,
        newRoot,
        keccak256(data),
        keccak256(coder.encode(['tuple(address to, uint16 tokenId, uint64 amount)[]'], [withdrawals])),
      ],
    ),
  );
}
