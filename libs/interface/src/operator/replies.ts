import Type, { type TSchema } from 'typebox';
import { receivedStatuses } from './parse-queries.ts';
import { operationStatuses, rejectionReasons, type RejectionReason } from './statuses.ts';

/** A whole number within bounds. */
export function whole(minimum: number, maximum: number): Type.TInteger {
  return Type.Integer({ minimum, maximum });
}

/** So many bytes as `0x` and hexadecimal digits. */
export function bytesSchema(count: number): Type.TString {
  return Type.String({ pattern: `^0x[0-9a-fA-F]{${2 * count}}$` });
}

/** An account's id, 32 bits. */
export const Id = whole(0, 0xffff_ffff);
/** An amount of 64 bits: a number where that is exact, else a decimal string. Whoever reads takes both. */
export const Amount = Type.Union([
  whole(0, Number.MAX_SAFE_INTEGER),
  Type.String({ pattern: '^[0-9]{1,20}$' }),
]);

const nullable = <Schema extends TSchema>(schema: Schema) => Type.Union([schema, Type.Null()]);
/** One of these texts; a union of literals, for languages that know no other. */
export function choice<Text extends string>(texts: readonly Text[], options: { description?: string } = {}) {
  return Type.Unsafe<Text>(
    Type.Union(
      texts.map((each) => Type.Literal(each)),
      options,
    ),
  );
}
const Hash = bytesSchema(32);
const Bytes = Type.String({ pattern: '^0x([0-9a-fA-F]{2})*$' });
const Status = choice(operationStatuses);
const Reason = nullable(
  choice(Object.keys(rejectionReasons) as RejectionReason[], {
    description: 'Set when, and only when, REJECTED.',
  }),
);
const Nonce = whole(0, 0xffff_ffff);
const Index = whole(0, 2 ** 48 - 1);

/** `createAccount`. An error says PUBLIC_KEY_ALREADY_EXISTS. */
export const CreateAccountReply = Type.Object({ status: Type.Literal('REGISTERED') });
/** The other writes. */
export const OperationReply = Type.Object({ operationHash: Hash });

/** `findAccountById`, `findAccountByPublicKey`. */
export const AccountReply = Type.Object({
  account: Type.Object({ id: Id, publicKey: bytesSchema(64), jointEncryptionKey: Bytes }),
});

/** Parties and amount of an order. The sender of an order that a deposit made is its receiver. */
export const MoneyOrder = Type.Object({
  fromAccountId: Id,
  toAccountId: Id,
  tokenId: whole(0, 0xffff),
  amount: Amount,
  blindingFactor: Bytes,
});

const place = {
  batchHeight: nullable(whole(1, 0xffff_ffff)),
  batchStateRootHash: nullable(Hash),
  blockNumber: nullable(whole(0, Number.MAX_SAFE_INTEGER)),
  blockHash: nullable(Hash),
};
const end = { nonce: Nonce, status: Status, rejectionReason: Reason, operationHash: Hash };

/** `findMoneyOrderCreation`. The index is that which its place gave it; null before. */
export const OrderReply = Type.Object({
  moneyOrder: MoneyOrder,
  ...end,
  moneyOrderTotalIndex: nullable(Index),
  ...place,
});
/** `findMoneyOrderRedemption`. The proof is the subject's own, and may be null. */
export const RedemptionReply = Type.Object({ ...OrderReply.properties, merkleProof: Type.Unknown() });
/** `findOutboundTransfer`, and an item of `listOutboundTransferCreations`. */
export const OutboundReply = Type.Object({
  fromAccountId: Id,
  toEthereumAddress: bytesSchema(20),
  tokenId: whole(0, 0xffff),
  amount: Amount,
  ...end,
  ...place,
});
/** An item of `listMoneyOrderCreations` and `listMoneyOrderRedemptions`. */
export const OrderListItem = Type.Object({
  moneyOrder: MoneyOrder,
  ...end,
  moneyOrderTotalIndex: nullable(Index),
  batchHeight: place.batchHeight,
});

/** An item of `listMoneyOrdersReceived`. */
export const ReceivedItem = Type.Object({
  moneyOrder: MoneyOrder,
  moneyOrderTotalIndex: Index,
  batchHeight: whole(1, 0xffff_ffff),
  status: choice(receivedStatuses),
});
/** `findReceivedMoneyOrder`. */
export const ReceivedReply = Type.Object({
  moneyOrder: MoneyOrder,
  moneyOrderTotalIndex: Index,
  merkleProof: Type.Unknown(),
  batchHeight: whole(1, 0xffff_ffff),
});

/** `getAccountNonce`: the most recent that the instance knows. */
export const NonceReply = Type.Object({ id: Id, nonce: Nonce, redemptionIndex: Index });
/** `getAccountState`: final, at `rootHash`. The blinding factor is null where the instance does not keep it: nothing rests on it. */
export const AccountStateReply = Type.Object({
  id: Id,
  publicKey: bytesSchema(64),
  jointEncryptionKey: Bytes,
  blindingFactor: nullable(Bytes),
  nonce: Nonce,
  redemptionIndex: Index,
  balances: Type.Record(Type.String({ pattern: '^[0-9]{1,5}$' }), Amount),
  rootHash: Hash,
  merkleProof: Type.Unknown(),
});

/** A page of a list. */
export function listReply<Item extends TSchema>(item: Item) {
  return Type.Object({ hasMoreResults: Type.Boolean(), items: Type.Array(item) });
}

/** A reply of JSON-RPC 2.0 that says no: `data.code` is what clients match on. */
export const RpcError = Type.Object({
  code: Type.Integer(),
  message: Type.String(),
  data: Type.Object({ code: Type.String() }),
});
