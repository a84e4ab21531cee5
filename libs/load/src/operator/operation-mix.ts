/** What share of what the load asks for is of which kind (0..1). Everything left is a plain order to another account. */
export interface OperationMix {
  /** Given that an instance shows the account an order as received: it is redeemed, the lowest index first. */
  readonly redeem: number;
  /** Out to an address on the chain; plain orders where the subject does not claim outbound transfers. */
  readonly outbound: number;
  /** An account with a fresh key. */
  readonly createAccount: number;
  /** Two different operations with one nonce, at the same moment, to two instances: one of them executes. */
  readonly rivals: number;
  /** More than the account can have: must be rejected. */
  readonly tooMuch: number;
  /** An order redeemed again: must be rejected. */
  readonly redeemTwice: number;
  /** A received order with another amount: must be rejected. */
  readonly mismatch: number;
  /** An amount that no JSON number carries. */
  readonly large: number;
  /** Endpoints: a node of the account's own site; a node of another site, through the link. The rest goes to gateways. */
  readonly ownSite: number;
  readonly otherSite: number;
}

export const defaultOperationMix: OperationMix = {
  redeem: 0.4,
  outbound: 0.05,
  createAccount: 0.02,
  rivals: 0.02,
  tooMuch: 0.01,
  redeemTwice: 0.01,
  mismatch: 0.01,
  large: 0.01,
  ownSite: 0.35,
  otherSite: 0.25,
};
