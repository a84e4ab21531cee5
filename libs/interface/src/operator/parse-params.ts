import type { Hex, SignedOperation } from './operation.ts';
import { writeMethods, type WriteMethod } from './params.ts';
import { ParamReader } from './param-reader.ts';

/** Whether a method changes something. */
export function isWriteMethod(method: string): method is WriteMethod {
  return (Object.values(writeMethods) as string[]).includes(method);
}

/**
 * The documented positional parameters of a write as an operation and its signature; the reverse of `paramsOf`.
 * Hexadecimal digits come out in lower case, so that their case changes no hash.
 *
 * @throws ParamsMistake naming the parameter (INVALID_PARAMS)
 */
export function parseParams(method: WriteMethod, params: readonly unknown[]): SignedOperation {
  const take = new ParamReader(params);
  switch (method) {
    case 'pazkp_createAccount': {
      const operation = {
        kind: 'create-account' as const,
        publicKey: take.bytes('publicKey', 64),
        jointEncryptionKey: take.opaque('jointEncryptionKey'),
        blindingFactor: take.bytes('blindingFactor', 32),
        encryptedBlindingFactor: take.opaque('encryptedBlindingFactor'),
        randomizationFactor: take.opaque('randomizationFactor'),
      };
      return signed(take, operation);
    }
    case 'pazkp_createMoneyOrder': {
      const operation = {
        kind: 'create-order' as const,
        from: take.accountId('fromAccountId'),
        to: take.accountId('toAccountId'),
        tokenId: take.tokenId('tokenId'),
        amount: take.amount('amount'),
        blindingFactor: take.bytes('blindingFactor', 32),
        encryptedMoneyOrder: take.opaque('encryptedMoneyOrder'),
        randomizationFactor: take.opaque('randomizationFactor'),
        nonce: take.nonce('nonce'),
      };
      return signed(take, operation);
    }
    case 'pazkp_redeemMoneyOrder': {
      const operation = {
        kind: 'redeem-order' as const,
        from: take.accountId('fromAccountId'),
        to: take.accountId('toAccountId'),
        tokenId: take.tokenId('tokenId'),
        amount: take.amount('amount'),
        blindingFactor: take.bytes('blindingFactor', 32),
        index: take.orderIndex('moneyOrderTotalIndex'),
        nonce: take.nonce('nonce'),
        encryptedMoneyOrderRedeem: take.opaque('encryptedMoneyOrderRedeem'),
        randomizationFactor: take.opaque('randomizationFactor'),
      };
      const signature = take.bytes('signature', 96);
      // The operator supplies the proof; one that comes along is neither needed nor looked at.
      take.skip();
      take.end();
      return { operation, signature };
    }
    case 'pazkp_createOutboundTransfer': {
      const operation = {
        kind: 'outbound' as const,
        from: take.accountId('fromAccountId'),
        address: take.bytes('toEthereumAddress', 20),
        tokenId: take.tokenId('tokenId'),
        amount: take.amount('amount'),
        nonce: take.nonce('nonce'),
      };
      return signed(take, operation);
    }
  }
}

function signed(take: ParamReader, operation: SignedOperation['operation']): SignedOperation {
  const signature: Hex = take.bytes('signature', 96);
  take.end();
  return { operation, signature };
}
