/** Where an operation stands. EXECUTED means final on the chain: before that it is PENDING (facts/rollup.md, JSON-RPC). */
export const operationStatuses = ['PENDING', 'EXECUTED', 'REJECTED'] as const;
export type OperationStatus = (typeof operationStatuses)[number];

/**
 * Why an operation was rejected. The first three are documented; the others fill what upstream leaves unnamed. A
 * rejection is terminal: it is told only when the state that it rests on is final (RG-08).
 */
export const rejectionReasons = {
  NONCE_TOO_LOW:
    'Its nonce had been used before it was accepted. The reference says REPLACED… here too (RG-07).',
  BALANCE_TOO_LOW: 'Its account had less than the amount when its turn came.',
  REPLACED_BY_OPERATION_WITH_SAME_NONCE: 'Another operation of the account with the same nonce was executed.',
  NONCE_TOO_HIGH: 'The nonces before it never came within the time that the operator waits for them.',
  ACCOUNT_NOT_FOUND: 'The receiver, or the account itself, does not exist.',
  ORDER_NOT_FOUND: 'There is no final order at that index.',
  ORDER_MISMATCH: 'The order at that index has another sender, receiver, token or amount.',
  ORDER_NOT_REDEEMABLE:
    'Its index is not above the redemption index of the account: redeemed, or passed over.',
  BALANCE_TOO_HIGH: 'The receiving balance would pass 64 bits.',
  PUBLIC_KEY_ALREADY_EXISTS: 'Another account has that public key.',
  QUARANTINED: 'The operator could not execute it and put it aside (RH-22).',
} as const;
export type RejectionReason = keyof typeof rejectionReasons;
