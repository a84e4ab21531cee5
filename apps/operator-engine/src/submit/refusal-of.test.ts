import { expect, test } from 'vitest';
import { refusalOf } from './refusal-of.ts';

test.each([
  ['already known', 'known'],
  ['Known transaction: 0x12', 'known'],
  ['replacement transaction underpriced', 'underpriced'],
  ['Replacement transaction underpriced. A gasPrice/maxFeePerGas of at least 2 is needed', 'underpriced'],
  [
    'Transaction maxFeePerGas (1) is too low for the next block, which has a baseFeePerGas of 2',
    'underpriced',
  ],
  ['nonce too low: next nonce 5, tx nonce 4', 'nonce-used'],
  ['Transaction nonce too low. Expected nonce to be at least 1 but got 0.', 'nonce-used'],
  ["Sender doesn't have enough funds to send tx", 'funds'],
  ['insufficient funds for gas * price + value', 'funds'],
  ['something new', 'other'],
] as const)('%s', (message, refusal) => {
  expect(refusalOf(message)).toBe(refusal);
});
