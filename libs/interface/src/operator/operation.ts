/** Bytes as `0x` and lower-case hexadecimal digits, two a byte. */
export type Hex = `0x${string}`;

/** `pazkp_createAccount` (JSON-RPC page). The natural key is the public key: there is no nonce. */
export interface CreateAccount {
  readonly kind: 'create-account';
  /** 64 bytes: x and y of a P-256 point. */
  readonly publicKey: Hex;
  /** The five opaque fields: stored and hashed as they come, never interpreted. */
  readonly jointEncryptionKey: Hex;
  readonly blindingFactor: Hex;
  readonly encryptedBlindingFactor: Hex;
  readonly randomizationFactor: Hex;
}

/** `pazkp_createMoneyOrder`: burns the sender's funds and makes an order for the receiver. Signed by the sender. */
export interface CreateOrder {
  readonly kind: 'create-order';
  readonly from: number;
  readonly to: number;
  readonly tokenId: number;
  /** 64 bits, above zero. */
  readonly amount: bigint;
  readonly nonce: number;
  readonly blindingFactor: Hex;
  readonly encryptedMoneyOrder: Hex;
  readonly randomizationFactor: Hex;
}

/** `pazkp_redeemMoneyOrder`: credits the receiver with a whole final order. Signed by the receiver, `to`. */
export interface RedeemOrder {
  readonly kind: 'redeem-order';
  readonly from: number;
  readonly to: number;
  readonly tokenId: number;
  readonly amount: bigint;
  readonly nonce: number;
  /** moneyOrderTotalIndex, 48 bits: order batch × 65536 + place in it. */
  readonly index: number;
  readonly blindingFactor: Hex;
  readonly encryptedMoneyOrderRedeem: Hex;
  readonly randomizationFactor: Hex;
}

/** `pazkp_createOutboundTransfer`: takes funds out of the account; the contract owes them to the address. */
export interface Outbound {
  readonly kind: 'outbound';
  readonly from: number;
  /** 20 bytes. */
  readonly address: Hex;
  readonly tokenId: number;
  readonly amount: bigint;
  readonly nonce: number;
}

/** What a user can ask of an operator (facts/rollup.md, "Concepts"); deposits are asked of the contract. */
export type Operation = CreateAccount | CreateOrder | RedeemOrder | Outbound;

/** An operation with its signature: 96 bytes, see signature.ts. */
export interface SignedOperation {
  readonly operation: Operation;
  readonly signature: Hex;
}

/** The account that signs an operation, whose nonce it uses; undefined where there is none yet. */
export function signerOf(operation: Operation): number | undefined {
  if (operation.kind === 'create-account') return undefined;
  return operation.kind === 'redeem-order' ? operation.to : operation.from;
}

/** Kafka key of an operation in a pending-operations topic: all of one account go to one partition (RG-05). */
export function partitionKeyOf(operation: Operation): string {
  return operation.kind === 'create-account' ? operation.publicKey : String(signerOf(operation));
}
