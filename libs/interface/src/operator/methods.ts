import Type, { type TSchema } from 'typebox';
import type { OperatorCapability } from './capability.ts';
import type { OperatorErrorCode } from './errors.ts';
import { operatorLimits } from './limits.ts';
import { receivedStatuses } from './parse-queries.ts';
import {
  AccountReply,
  AccountStateReply,
  Amount,
  bytesSchema,
  choice,
  CreateAccountReply,
  Id,
  listReply,
  NonceReply,
  OperationReply,
  OrderListItem,
  OrderReply,
  OutboundReply,
  ReceivedItem,
  ReceivedReply,
  RedemptionReply,
  whole,
} from './replies.ts';
import { operationStatuses } from './statuses.ts';

/** A positional parameter. */
export interface MethodParam {
  readonly name: string;
  readonly schema: TSchema;
  readonly description?: string;
  /** May be null or, at the end, left out. */
  readonly optional?: true;
}

/** A method of the operator's JSON-RPC. */
export interface OperatorMethod {
  readonly name: string;
  readonly summary: string;
  readonly description: string;
  readonly params: readonly MethodParam[];
  /** Name of a parameter before which the call may also begin. */
  readonly mayBeginAt?: string;
  readonly resultName: string;
  readonly result: TSchema;
  /** Beside those that every call can give (`commonRpcErrors`). */
  readonly errors: readonly OperatorErrorCode[];
  readonly capability?: OperatorCapability;
}

const param = (name: string, schema: TSchema, description?: string): MethodParam =>
  description === undefined ? { name, schema } : { name, schema, description };
const optional = (each: MethodParam): MethodParam => ({ ...each, optional: true });
const opaque = Type.String({
  pattern: '^0x([0-9a-fA-F]{2})*$',
  maxLength: 2 + 2 * operatorLimits.opaqueBytesMax,
});

const fromAccount = param('fromAccountId', Id);
const toAccount = param('toAccountId', Id);
const token = param('tokenId', whole(0, 0xffff));
const amount = param(
  'amount',
  Amount,
  '64 bits above zero; as a decimal string where a number is not exact.',
);
const nonce = param(
  'nonce',
  whole(1, 0xffff_ffff),
  'That of the account’s last operation plus 1; the first is 1.',
);
const blinding = param('blindingFactor', bytesSchema(32), 'Opaque.');
const randomization = param('randomizationFactor', opaque, 'Opaque.');
const signature = param(
  'signature',
  bytesSchema(96),
  'r, s (ECDSA, P-256, SHA-256, over the 32 bytes of the operation hash), then the operation hash.',
);
const operationHash = param('operationHash', bytesSchema(32));

const writeErrors = [
  'SIGNATURE_INVALID',
  'ACCOUNT_NOT_FOUND',
  'ACCOUNT_OF_ANOTHER_OPERATOR',
  'OVER_CAPACITY',
  'DRAINING',
  'WRITE_REFUSED',
  'WRITE_UNCERTAIN',
] as const satisfies readonly OperatorErrorCode[];

/** What any call can be refused with. */
export const commonRpcErrors = [
  'PARSE_ERROR',
  'INVALID_REQUEST',
  'METHOD_NOT_FOUND',
  'INVALID_PARAMS',
  'TOO_MANY_CALLS',
  'NOT_READY',
  'NO_INSTANCE',
  'UPSTREAM_LOST',
  'INTERNAL_ERROR',
  'REQUEST_TOO_LARGE',
  'UNSUPPORTED_MEDIA_TYPE',
  'REQUEST_TIMEOUT',
  'NOT_FOUND',
  'METHOD_NOT_ALLOWED',
] as const satisfies readonly OperatorErrorCode[];

const accepted =
  'The answer means *registered*: from then on the operation ends EXECUTED or REJECTED on every instance (RG-01). ' +
  'Sent again with the same bytes it is the same operation and has the same answer (RG-03).';

const find = (name: string, what: string, resultName: string, result: TSchema): OperatorMethod => ({
  name,
  summary: `Ask what became of ${what}`,
  description:
    'By the signing account and the operation hash, or by the hash alone. PENDING until it is final, whatever ' +
    'batch fields are filled; EXECUTED and REJECTED never change (RG-08).',
  params: [param('accountId', Id, 'The account that signed; may be left out.'), operationHash],
  mayBeginAt: 'operationHash',
  resultName,
  result,
  errors: ['OPERATION_NOT_FOUND'],
});

const pageText =
  'A page holds softLimit items and those that share the last one’s key: it never splits a nonce. Ask on from the last plus 1.';
const softLimit = optional(
  param(
    'softLimit',
    whole(1, operatorLimits.softLimitMax),
    `${operatorLimits.softLimitDefault} if left out.`,
  ),
);
const bounds = [optional(param('minAmount', Amount)), optional(param('maxAmount', Amount))];
const status = optional(param('status', choice(operationStatuses)));

const list = (
  name: string,
  what: string,
  from: string,
  filters: readonly MethodParam[],
  item: TSchema,
): OperatorMethod => ({
  name,
  summary: `List ${what}`,
  description: `Filters are positional, null where unused. ${pageText}`,
  params: [
    optional(param(from, whole(0, 2 ** 48 - 1), 'First of the list.')),
    softLimit,
    ...filters,
    ...bounds,
  ],
  resultName: 'page',
  result: listReply(item),
  errors: ['ACCOUNT_NOT_FOUND'],
});

/**
 * All methods that an operator serves, as documented (facts/rollup.md, "JSON-RPC"): JSON-RPC 2.0, POST /, positional
 * parameters. Documents and conformance cases are made from this table.
 */
export const operatorMethods: readonly OperatorMethod[] = [
  {
    name: 'pazkp_createAccount',
    summary: 'Create an account',
    description:
      'Signed with the account’s own key. It exists once a batch with it is final: poll findAccountByPublicKey. Sent again with ' +
      'the same bytes it is REGISTERED again, until it exists; PUBLIC_KEY_ALREADY_EXISTS after an indefinite answer is the success of the first call (RH-19).',
    params: [
      param('publicKey', bytesSchema(64), 'x and y of a point of P-256.'),
      param('jointEncryptionKey', opaque, 'Opaque.'),
      blinding,
      param('encryptedBlindingFactor', opaque, 'Opaque.'),
      randomization,
      signature,
    ],
    resultName: 'registration',
    result: CreateAccountReply,
    errors: ['PUBLIC_KEY_ALREADY_EXISTS', ...writeErrors],
  },
  {
    name: 'pazkp_createMoneyOrder',
    summary: 'Make a money order',
    description: `Burns the sender’s funds and makes an order for the receiver. ${accepted}`,
    params: [
      fromAccount,
      toAccount,
      token,
      amount,
      blinding,
      param('encryptedMoneyOrder', opaque, 'Opaque.'),
      randomization,
      nonce,
      signature,
    ],
    resultName: 'operation',
    result: OperationReply,
    errors: writeErrors,
  },
  {
    name: 'pazkp_redeemMoneyOrder',
    summary: 'Redeem a money order',
    description: `Signed by the receiver; the order is final and its index above the account’s redemption index (RG-09). ${accepted}`,
    params: [
      fromAccount,
      toAccount,
      token,
      amount,
      blinding,
      param('moneyOrderTotalIndex', whole(1, 2 ** 48 - 1), 'Order batch × 65536 + place in it.'),
      nonce,
      param('encryptedMoneyOrderRedeem', opaque, 'Opaque.'),
      randomization,
      signature,
      optional(
        param('merkleProof', Type.Unknown(), 'The operator supplies it; what comes along is ignored.'),
      ),
    ],
    resultName: 'operation',
    result: OperationReply,
    errors: writeErrors,
  },
  {
    name: 'pazkp_createOutboundTransfer',
    summary: 'Withdraw to an address on the chain',
    description: `The contract owes the amount to the address once the batch is accepted. ${accepted}`,
    params: [fromAccount, param('toEthereumAddress', bytesSchema(20)), token, amount, nonce, signature],
    resultName: 'operation',
    result: OperationReply,
    errors: writeErrors,
    capability: 'outbound-transfers',
  },
  {
    name: 'pazkp_findAccountById',
    summary: 'Look an account up by its id',
    description: 'Final accounts only.',
    params: [param('accountId', Id)],
    resultName: 'account',
    result: AccountReply,
    errors: ['ACCOUNT_NOT_FOUND'],
  },
  {
    name: 'pazkp_findAccountByPublicKey',
    summary: 'Look an account up by its key',
    description: 'Final accounts only.',
    params: [param('publicKey', bytesSchema(64))],
    resultName: 'account',
    result: AccountReply,
    errors: ['PUBLIC_KEY_NOT_FOUND'],
  },
  find('pazkp_findMoneyOrderCreation', 'a money order that was to be made', 'creation', OrderReply),
  find('pazkp_findMoneyOrderRedemption', 'a redemption', 'redemption', RedemptionReply),
  {
    ...find('pazkp_findOutboundTransfer', 'a withdrawal', 'transfer', OutboundReply),
    capability: 'outbound-transfers',
  },
  {
    name: 'pazkp_findReceivedMoneyOrder',
    summary: 'Look up an order that an account has received',
    description: 'Final orders only, redeemed or not.',
    params: [param('accountId', Id, 'The receiver.'), param('moneyOrderTotalIndex', whole(1, 2 ** 48 - 1))],
    resultName: 'order',
    result: ReceivedReply,
    errors: ['ACCOUNT_NOT_FOUND', 'MONEY_ORDER_NOT_FOUND'],
  },
  {
    name: 'pazkp_getAccountNonce',
    summary: 'Ask for the most recent nonce',
    description:
      'The most recent that this instance knows of, final or not: the next operation signs it plus 1.',
    params: [param('accountId', Id)],
    resultName: 'nonce',
    result: NonceReply,
    errors: ['ACCOUNT_NOT_FOUND'],
  },
  {
    name: 'pazkp_getAccountState',
    summary: 'Ask for the final state of an account',
    description:
      'Final state with its root; it never goes back (RG-15). The Merkle proof is the subject’s own.',
    params: [param('accountId', Id)],
    resultName: 'state',
    result: AccountStateReply,
    errors: ['ACCOUNT_NOT_FOUND'],
  },
  list(
    'pazkp_listMoneyOrderCreations',
    'the orders that an account was to make',
    'nonce',
    [fromAccount, optional(toAccount), status],
    OrderListItem,
  ),
  list(
    'pazkp_listMoneyOrderRedemptions',
    'redemptions, by nonce of their signer',
    'nonce',
    [optional(fromAccount), optional(toAccount), status],
    OrderListItem,
  ),
  list(
    'pazkp_listMoneyOrdersReceived',
    'the final orders that an account has received',
    'fromMoneyOrderTotalIndex',
    [optional(fromAccount), toAccount, optional(param('status', choice(receivedStatuses)))],
    ReceivedItem,
  ),
  {
    ...list(
      'pazkp_listOutboundTransferCreations',
      'the withdrawals that an account was to make',
      'nonce',
      [fromAccount, optional(param('toEthereumAddress', bytesSchema(20))), status],
      OutboundReply,
    ),
    capability: 'outbound-transfers',
  },
];
