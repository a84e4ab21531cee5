import fc from 'fast-check';
import type { Hex, Operation } from '@plimsoll/interface/operator/operation';
import { orderIndex } from './order.ts';
import { accountOf, genesisState, orderAt, type State } from './state.ts';

/** A public key for tests: no point of the curve. */
export const keyOf = (n: number): Hex => `0x${n.toString(16).padStart(128, '0')}`;
/** An operation hash for tests. */
export const hashOf = (n: number): Hex => `0x${n.toString(16).padStart(64, '0')}`;
/** Genesis accounts, each with 100 of token 0. */
export const accounts = 4;
export const genesis = genesisState(
  Array.from({ length: accounts }, (_, id) => ({
    id,
    publicKey: keyOf(id),
    operatorId: 1,
    balances: { 0: '100' },
  })),
);

/** What somebody asks for; nonces and indexes are filled in when it is sent, now and then wrongly. */
export const wish = fc.record({
  kind: fc.constantFrom('create-order', 'create-order', 'redeem-order', 'outbound', 'create-account'),
  who: fc.nat(accounts - 1),
  other: fc.nat(accounts + 1),
  amount: fc.bigInt({ min: 1n, max: 60n }),
  skew: fc.constantFrom(0, 0, 0, 0, 0, 0, -1, 1),
  pick: fc.nat(30),
  mismatch: fc.constantFrom(false, false, false, false, true),
});
export type Wish = typeof wish extends fc.Arbitrary<infer Shape> ? Shape : never;

/** Wishes as operations for this state: mostly valid ones. Hashes are those from `serial` × 100 on. */
export function asked(
  state: State,
  wishes: readonly Wish[],
  serial: number,
): { hash: Hex; operation: Operation }[] {
  const nonces = new Map<number, number>();
  return wishes.map((each, n) => {
    const hash = hashOf(serial * 100 + n);
    const opaque: Hex = '0x';
    if (each.kind === 'create-account') {
      const operation = {
        kind: each.kind,
        publicKey: keyOf(each.pick),
        jointEncryptionKey: opaque,
        blindingFactor: opaque,
        encryptedBlindingFactor: opaque,
        randomizationFactor: opaque,
      };
      return { hash, operation };
    }
    const last = nonces.get(each.who) ?? accountOf(state, each.who)?.nonce ?? 0;
    nonces.set(each.who, last + 1);
    const nonce = Math.max(0, last + 1 + each.skew);
    const common = { tokenId: 0, amount: each.amount, nonce };
    if (each.kind === 'outbound')
      return {
        hash,
        operation: { kind: each.kind, from: each.who, address: `0x${'0a'.repeat(20)}`, ...common },
      };
    const rest = { ...common, blindingFactor: opaque, randomizationFactor: opaque };
    if (each.kind === 'create-order')
      return {
        hash,
        operation: { kind: each.kind, from: each.who, to: each.other, ...rest, encryptedMoneyOrder: opaque },
      };
    const redeemable = allOrders(state);
    const order = redeemable[each.pick % Math.max(1, redeemable.length)];
    const to = order && !each.mismatch ? order.to : each.who;
    const operation: Operation = {
      kind: 'redeem-order',
      from: order?.from ?? 0,
      to,
      ...rest,
      nonce: to === each.who ? nonce : (accountOf(state, to)?.nonce ?? 0) + 1,
      amount: order?.amount ?? each.amount,
      index: order?.index ?? 65_536,
      encryptedMoneyOrderRedeem: opaque,
    };
    return { hash, operation };
  });
}

/** Every order of a state, redeemed or not. */
export function allOrders(state: State): { index: number; from: number; to: number; amount: bigint }[] {
  const found = [];
  for (let batch = 1; batch <= state.orderBatchCount; batch += 1)
    for (let place = 0; ; place += 1) {
      const index = orderIndex(batch, place);
      const order = orderAt(state, index);
      if (order === undefined) break;
      found.push({ index, ...order });
    }
  return found;
}
