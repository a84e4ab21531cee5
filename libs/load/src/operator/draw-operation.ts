import type { Hex, Operation } from '@plimsoll/interface/operator/operation';
import type { OperationMix } from './operation-mix.ts';
import type { OperationFacts } from './wanted-operation.ts';
import type { User } from './user.ts';

/** What an account asks for next: one operation, or two rivals for one nonce. */
export interface Draft {
  readonly operations: readonly Operation[];
  readonly expected: OperationFacts['expected'];
  readonly purpose: OperationFacts['purpose'];
}

export interface DrawOptions {
  readonly mix: OperationMix;
  /** Accounts that orders may go to. */
  readonly accounts: readonly number[];
  /** On the chain, where outbound transfers go. */
  readonly addresses: readonly Hex[];
  readonly capabilities: readonly string[];
  /** Length of the opaque bytes of an order. */
  readonly bytes: readonly [number, number];
}

type DrawnFrom = Pick<
  User,
  'account' | 'nonce' | 'leastBalance' | 'mostBalance' | 'available' | 'lastRedeemed'
>;

/** Above what a JSON number carries. */
const large = 2n ** 53n + 1n;
const opaque = 'a5'.repeat(1024);
/** So many received orders and it is time to redeem. */
const manyReceived = 8;

/** What becomes of an account's turn, by the seed. Pure. */
export function drawOperation(options: DrawOptions, user: DrawnFrom, uniform: () => number): Draft {
  const { mix, capabilities, addresses } = options;
  const pick = uniform();
  let below = 0;
  const falls = (share: number): boolean => {
    below += share;
    return pick < below;
  };
  const [first] = user.available;
  const order = (amount: bigint): Operation => createOrder(options, user, amount, uniform);
  if (falls(mix.tooMuch))
    return { operations: [order(user.mostBalance + 1n)], expected: 'rejected', purpose: 'poke' };
  if (falls(mix.redeemTwice) && user.lastRedeemed !== undefined)
    return {
      operations: [redeem(user, user.lastRedeemed, 0n, uniform)],
      expected: 'rejected',
      purpose: 'poke',
    };
  if (falls(mix.mismatch) && first !== undefined)
    return { operations: [redeem(user, first, 1n, uniform)], expected: 'rejected', purpose: 'poke' };
  const amount = BigInt(1 + Math.floor(uniform() * 1000));
  if (falls(mix.rivals)) {
    const operations = [order(amount), order(amount)];
    return { operations, expected: 'either', purpose: 'load' };
  }
  if (falls(mix.outbound) && capabilities.includes('outbound-transfers'))
    return {
      operations: [
        {
          kind: 'outbound',
          from: user.account,
          address: addresses[user.nonce % addresses.length] as Hex,
          tokenId: 0,
          amount,
          nonce: user.nonce + 1,
        },
      ],
      expected: 'executed',
      purpose: 'load',
    };
  const likely = user.available.length > manyReceived ? Math.max(mix.redeem, 0.75) : mix.redeem;
  if (first !== undefined && uniform() < likely)
    return { operations: [redeem(user, first, 0n, uniform)], expected: 'executed', purpose: 'load' };
  const much = uniform() < mix.large && user.leastBalance > 4n * large;
  return { operations: [order(much ? large + amount : amount)], expected: 'executed', purpose: 'load' };
}

function createOrder(
  { accounts, bytes: [least, most] }: DrawOptions,
  { account, nonce }: DrawnFrom,
  amount: bigint,
  uniform: () => number,
): Operation {
  const at = Math.floor(uniform() * accounts.length);
  const length = Math.min(1024, least + Math.floor(uniform() * (most - least + 1)));
  return {
    kind: 'create-order',
    from: account,
    to:
      accounts[at] === account
        ? (accounts[(at + 1) % accounts.length] ?? account)
        : (accounts[at] ?? account),
    tokenId: 0,
    amount,
    nonce: nonce + 1,
    blindingFactor: freshBytes(uniform),
    encryptedMoneyOrder: `0x${opaque.slice(0, 2 * length)}`,
    randomizationFactor: '0x00',
  };
}

function redeem(
  { account, nonce }: DrawnFrom,
  order: DrawnFrom['available'][number],
  excess: bigint,
  uniform: () => number,
): Operation {
  return {
    kind: 'redeem-order',
    from: order.from,
    to: account,
    tokenId: order.tokenId,
    amount: BigInt(order.amount) + excess,
    nonce: nonce + 1,
    index: order.index,
    blindingFactor: order.blindingFactor,
    encryptedMoneyOrderRedeem: freshBytes(uniform),
    randomizationFactor: '0x00',
  };
}

/** 32 bytes that make an operation unlike every other. */
function freshBytes(uniform: () => number): Hex {
  const part = (): string =>
    Math.floor(uniform() * 2 ** 32)
      .toString(16)
      .padStart(8, '0');
  return `0x${part()}${part()}${'00'.repeat(24)}`;
}
