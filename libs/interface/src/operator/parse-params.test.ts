import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cutPage } from './cut-page.ts';
import type { Hex, SignedOperation } from './operation.ts';
import { ParamsMistake } from './param-reader.ts';
import { paramsOf, writeMethods, type WriteMethod } from './params.ts';
import { parseParams } from './parse-params.ts';
import { parseFind, parseOrderList, parseOutboundList, parseReceivedList } from './parse-queries.ts';

const hex = (least: number, most = least): fc.Arbitrary<Hex> =>
  fc
    .uint8Array({ minLength: least, maxLength: most })
    .map((all) => `0x${Buffer.from(all).toString('hex')}` as Hex);
const id = fc.integer({ min: 0, max: 0xffff_ffff });
const money = {
  from: id,
  tokenId: fc.integer({ min: 0, max: 0xffff }),
  amount: fc.bigInt({ min: 1n, max: 0xffff_ffff_ffff_ffffn }),
  nonce: fc.integer({ min: 1, max: 0xffff_ffff }),
};
const order = { ...money, to: id, blindingFactor: hex(32), randomizationFactor: hex(0, 9) };
const operation = fc.oneof(
  fc.record({
    kind: fc.constant('create-account' as const),
    publicKey: hex(64),
    jointEncryptionKey: hex(0, 99),
    blindingFactor: hex(32),
    encryptedBlindingFactor: hex(0, 9),
    randomizationFactor: hex(0, 9),
  }),
  fc.record({ kind: fc.constant('create-order' as const), ...order, encryptedMoneyOrder: hex(0, 9) }),
  fc.record({
    kind: fc.constant('redeem-order' as const),
    ...order,
    encryptedMoneyOrderRedeem: hex(0, 9),
    index: fc.integer({ min: 1, max: 2 ** 48 - 1 }),
  }),
  fc.record({ kind: fc.constant('outbound' as const), ...money, address: hex(20) }),
);
const signed: fc.Arbitrary<SignedOperation> = fc.record({ operation, signature: hex(96) });

const refusal = (method: WriteMethod, params: readonly unknown[]): string => {
  try {
    parseParams(method, params);
    return 'accepted';
  } catch (error) {
    if (error instanceof ParamsMistake) return error.param;
    throw error;
  }
};

test('parameters come back as they went, through JSON, in upper case too', () => {
  fc.assert(
    fc.property(signed, fc.boolean(), (each, upper) => {
      const text = JSON.stringify(paramsOf(each));
      const sent = upper ? text.replace(/[a-f](?=[0-9a-f]*")/g, (digit) => digit.toUpperCase()) : text;
      const method = writeMethods[each.operation.kind];
      expect(parseParams(method, JSON.parse(sent) as unknown[])).toEqual(each);
    }),
  );
});

test('one parameter gone, doubled or of another kind is refused, and named', () => {
  const wrong = fc.constantFrom<unknown>(
    '',
    '0x',
    '0xzz',
    -1,
    0.5,
    2 ** 64,
    '1e3',
    '-1',
    true,
    [],
    {},
    '0x0',
  );
  fc.assert(
    fc.property(signed, fc.nat(20), wrong, (each, at, value) => {
      const params = [...paramsOf(each)];
      const method = writeMethods[each.operation.kind];
      // A Merkle proof may be anything; an opaque field may be empty.
      fc.pre(at < params.length && params[at] !== null);
      params[at] = value;
      fc.pre(value !== '0x' || refusal(method, params) !== 'accepted');
      expect(refusal(method, params)).not.toBe('accepted');
      expect(refusal(method, params)).not.toBe('params');
    }),
  );
  expect(refusal('pazkp_createOutboundTransfer', [0, `0x${'0a'.repeat(20)}`, 0, 1, 1])).toBe('signature');
  expect(
    refusal('pazkp_createOutboundTransfer', [0, `0x${'0a'.repeat(20)}`, 0, 1, 1, `0x${'0a'.repeat(96)}`, 1]),
  ).toBe('params');
});

test('amounts: 64 bits above zero, exact or not at all', () => {
  const amount = (value: unknown): string =>
    refusal('pazkp_createOutboundTransfer', [0, `0x${'0a'.repeat(20)}`, 0, value, 1, `0x${'0a'.repeat(96)}`]);
  for (const good of [1, '1', 2 ** 53 - 1, '18446744073709551615', '007'])
    expect(amount(good)).toBe('accepted');
  for (const bad of [
    0,
    '0',
    -1,
    '-1',
    2 ** 53,
    '18446744073709551616',
    1.5,
    '1.5',
    '',
    null,
    `${2n ** 256n}`,
  ])
    expect(amount(bad)).toBe('amount');
});

test('find takes both documented forms', () => {
  const operationHash: Hex = `0x${'ab'.repeat(32)}`;
  expect(parseFind([operationHash])).toEqual({ operationHash });
  expect(parseFind([7, operationHash.toUpperCase().replace('X', 'x')])).toEqual({
    accountId: 7,
    operationHash,
  });
  for (const bad of [[], [7], [operationHash, 7], [7, operationHash, 1], [null, operationHash]])
    expect(() => parseFind(bad)).toThrow(ParamsMistake);
});

test('lists: null and left out filter nothing, what is required is named', () => {
  expect(parseOrderList([null, null, 3], 'fromAccountId')).toEqual({
    from: 0,
    softLimit: 100,
    fromAccountId: 3,
  });
  expect(parseOrderList([], 'none')).toEqual({ from: 0, softLimit: 100 });
  expect(parseReceivedList([65_536, 2, null, 4, 'REDEEMED', '5', 6])).toEqual({
    from: 65_536,
    softLimit: 2,
    toAccountId: 4,
    status: 'REDEEMED',
    minAmount: 5n,
    maxAmount: 6n,
  });
  expect(() => parseOrderList([0, 1], 'fromAccountId')).toThrow(/fromAccountId \(parameter 3\)/);
  expect(() => parseOrderList([0, 0, 1], 'none')).toThrow(/softLimit/);
  expect(() => parseOutboundList([0, 1, 1, '0x00'])).toThrow(/toEthereumAddress/);
  expect(() => parseReceivedList([0, 1, null, 4, 'EXECUTED'])).toThrow(/AVAILABLE_TO_REDEEM/);
});

test('pages: nothing is skipped, nothing twice, no key is split', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(9), { maxLength: 30 }), fc.integer({ min: 1, max: 6 }), (keys, softLimit) => {
      const all = keys.toSorted((a, b) => a - b).map((key, n) => ({ key, n }));
      const seen: typeof all = [];
      for (let from = 0; ;) {
        const page = cutPage(
          all.filter(({ key }) => key >= from),
          softLimit,
          ({ key }) => key,
        );
        seen.push(...page.items);
        if (!page.hasMoreResults) break;
        expect(page.items.length).toBeGreaterThanOrEqual(softLimit);
        from = (page.items.at(-1)?.key ?? 0) + 1;
      }
      expect(seen).toEqual(all);
    }),
  );
});
