import type { Hex, Operation, SignedOperation } from '@plimsoll/interface/operator/operation';
import { writeMethods } from '@plimsoll/interface/operator/params';

/** The parameters do not make an operation. */
export class UnreadableOperation extends Error {
  constructor(why: string) {
    super(why);
    this.name = 'UnreadableOperation';
  }
}

const kinds = new Map<string, Operation['kind']>(
  Object.entries(writeMethods).map(([kind, method]) => [method, kind as Operation['kind']]),
);

/**
 * An operation from a method and its documented positional parameters, as a pending-operations record holds them. Ranges are
 * those of the encodings: what is read here can be put into a batch.
 *
 * @throws UnreadableOperation
 */
export function readOperation(method: string, params: readonly unknown[]): SignedOperation {
  const kind = kinds.get(method);
  let at = 0;
  const next = (): unknown => params[at++];
  const whole = (bits: number): number => {
    const value = next();
    if (typeof value !== 'number' || !Number.isInteger(value) || value < 0 || value >= 2 ** bits)
      throw new UnreadableOperation(`parameter ${at} of ${method} is no number of ${bits} bits`);
    return value;
  };
  const bytes = (length?: number): Hex => {
    const value = next();
    if (typeof value !== 'string' || !/^0x([0-9a-fA-F]{2})*$/.test(value))
      throw new UnreadableOperation(`parameter ${at} of ${method} is not hexadecimal`);
    if (length !== undefined && value.length !== 2 + 2 * length)
      throw new UnreadableOperation(`parameter ${at} of ${method} has not ${length} bytes`);
    return value.toLowerCase() as Hex;
  };
  const amount = (): bigint => {
    const value = next();
    const text = typeof value === 'number' ? String(value) : value;
    if (typeof text !== 'string' || !/^[0-9]{1,20}$/.test(text) || BigInt(text) > 0xffff_ffff_ffff_ffffn)
      throw new UnreadableOperation(`parameter ${at} of ${method} is no amount of 64 bits`);
    return BigInt(text);
  };
  switch (kind) {
    case 'create-account': {
      const publicKey = bytes(64);
      const jointEncryptionKey = bytes();
      const blindingFactor = bytes();
      const encryptedBlindingFactor = bytes();
      const randomizationFactor = bytes();
      const operation: Operation = {
        kind,
        publicKey,
        jointEncryptionKey,
        blindingFactor,
        encryptedBlindingFactor,
        randomizationFactor,
      };
      return { operation, signature: bytes(96) };
    }
    case 'create-order': {
      const from = whole(32);
      const to = whole(32);
      const tokenId = whole(16);
      const value = amount();
      const blindingFactor = bytes();
      const encryptedMoneyOrder = bytes();
      const randomizationFactor = bytes();
      const nonce = whole(32);
      const money = { from, to, tokenId, amount: value, nonce };
      const operation: Operation = {
        kind,
        ...money,
        blindingFactor,
        encryptedMoneyOrder,
        randomizationFactor,
      };
      return { operation, signature: bytes(96) };
    }
    case 'redeem-order': {
      const from = whole(32);
      const to = whole(32);
      const tokenId = whole(16);
      const value = amount();
      const blindingFactor = bytes();
      const index = whole(48);
      const nonce = whole(32);
      const encryptedMoneyOrderRedeem = bytes();
      const randomizationFactor = bytes();
      const money = { from, to, tokenId, amount: value, nonce, index };
      const operation: Operation = {
        kind,
        ...money,
        blindingFactor,
        encryptedMoneyOrderRedeem,
        randomizationFactor,
      };
      return { operation, signature: bytes(96) };
    }
    case 'outbound': {
      const from = whole(32);
      const address = bytes(20);
      const tokenId = whole(16);
      const value = amount();
      const operation: Operation = { kind, from, address, tokenId, amount: value, nonce: whole(32) };
      return { operation, signature: bytes(96) };
    }
    case undefined:
      throw new UnreadableOperation(`${method.slice(0, 60)} is no method that writes`);
  }
}
