import { hash } from 'node:crypto';
import { bigEndian, fromHex } from '@plimsoll/interface/operator/bytes';
import type { Hex } from '@plimsoll/interface/operator/operation';

/** An account of the rollup, as batches make it (facts/rollup.md, "Concepts"). Never changed in place. */
export interface Account {
  /** Its leaf in the account tree. */
  readonly id: number;
  readonly publicKey: Hex;
  /** The operator that manages it: the one whose batch created it (RG-20). */
  readonly operatorId: number;
  /** Nonce of its last executed operation; the next is this plus 1. */
  readonly nonce: number;
  /** Highest moneyOrderTotalIndex that it redeemed; 0 at first (RG-09). */
  readonly redemptionIndex: number;
  /** Token id to amount. A token that it never had is not in it. */
  readonly balances: ReadonlyMap<number, bigint>;
}

/** Highest balance and highest amount: 64 bits. */
export const highestAmount = 0xffff_ffff_ffff_ffffn;

/** What the account has of a token. */
export function balanceOf(account: Account, tokenId: number): bigint {
  return account.balances.get(tokenId) ?? 0n;
}

/** The account with so much more (or less) of a token. */
export function withBalance(account: Account, tokenId: number, change: bigint): Account {
  const balances = new Map(account.balances);
  balances.set(tokenId, balanceOf(account, tokenId) + change);
  return { ...account, balances };
}

/**
 * Leaf of the account tree: SHA-256 of id (4 bytes), operator (2), public key (64), nonce (4), redemption index (6) and, by
 * token, token (2) and balance (8). Only what the batch data tells is in it, so that every operator can compute it.
 */
export function accountDigest(account: Account): Buffer {
  const balances = [...account.balances].toSorted(([a], [b]) => a - b);
  return hash(
    'sha256',
    Buffer.concat([
      bigEndian(account.id, 4),
      bigEndian(account.operatorId, 2),
      fromHex(account.publicKey),
      bigEndian(account.nonce, 4),
      bigEndian(account.redemptionIndex, 6),
      ...balances.flatMap(([tokenId, amount]) => [bigEndian(tokenId, 2), bigEndian(amount, 8)]),
    ]),
    'buffer',
  );
}
