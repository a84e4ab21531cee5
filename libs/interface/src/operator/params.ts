import type { Operation, SignedOperation } from './operation.ts';

/** The documented write methods by kind of operation (JSON-RPC page). */
export const writeMethods = {
  'create-account': 'pazkp_createAccount',
  'create-order': 'pazkp_createMoneyOrder',
  'redeem-order': 'pazkp_redeemMoneyOrder',
  outbound: 'pazkp_createOutboundTransfer',
} as const satisfies Record<Operation['kind'], string>;

export type WriteMethod = (typeof writeMethods)[Operation['kind']];

/** An amount as it stands in JSON: a number where that is exact, else a decimal string; both are accepted. */
export function amountToJson(amount: bigint): number | string {
  return amount <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(amount) : amount.toString();
}

/** The documented positional parameters of a signed operation. */
export function paramsOf({ operation, signature }: SignedOperation): readonly unknown[] {
  switch (operation.kind) {
    case 'create-account':
      return [
        operation.publicKey,
        operation.jointEncryptionKey,
        operation.blindingFactor,
        operation.encryptedBlindingFactor,
        operation.randomizationFactor,
        signature,
      ];
    case 'create-order':
      return [
        operation.from,
        operation.to,
        operation.tokenId,
        amountToJson(operation.amount),
        operation.blindingFactor,
        operation.encryptedMoneyOrder,
        operation.randomizationFactor,
        operation.nonce,
        signature,
      ];
    case 'redeem-order':
      return [
        operation.from,
        operation.to,
        operation.tokenId,
        amountToJson(operation.amount),
        operation.blindingFactor,
        operation.index,
        operation.nonce,
        operation.encryptedMoneyOrderRedeem,
        operation.randomizationFactor,
        signature,
        null,
      ];
    case 'outbound':
      return [
        operation.from,
        operation.address,
        operation.tokenId,
        amountToJson(operation.amount),
        operation.nonce,
        signature,
      ];
  }
}
