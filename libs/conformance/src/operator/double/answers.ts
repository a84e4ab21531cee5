import { cutPage } from '@plimsoll/interface/operator/cut-page';
import type { OperatorErrorCode } from '@plimsoll/interface/operator/errors';
import { operationHash } from '@plimsoll/interface/operator/operation-hash';
import { signerOf, type Hex } from '@plimsoll/interface/operator/operation';
import { ParamReader } from '@plimsoll/interface/operator/param-reader';
import { amountToJson, type WriteMethod } from '@plimsoll/interface/operator/params';
import { isWriteMethod, parseParams } from '@plimsoll/interface/operator/parse-params';
import {
  parseFind,
  parseOrderList,
  parseOutboundList,
  parseReceivedList,
  type ListQuery,
} from '@plimsoll/interface/operator/parse-queries';
import { publicKeyOf, verifyHash } from '@plimsoll/interface/operator/signature';
import type { BrokenRule } from './broken-rule.ts';
import type { DoubleAccount, DoubleLedger, DoubleOperation, DoubleOrder } from './ledger.ts';

/** Thrown to refuse a call. */
export class DoubleRefusal extends Error {
  readonly code: OperatorErrorCode;
  constructor(code: OperatorErrorCode) {
    super(code);
    this.code = code;
  }
}

const hashes = (height: number): Hex => `0x${height.toString(16).padStart(64, '0')}`;

/** What the double answers to a method; throws DoubleRefusal or ParamsMistake. */
export class Answers {
  readonly #ledger: DoubleLedger;
  readonly #rollup: Hex;
  readonly #broken: BrokenRule | undefined;

  constructor(ledger: DoubleLedger, rollup: Hex, broken: BrokenRule | undefined) {
    this.#ledger = ledger;
    this.#rollup = rollup;
    this.#broken = broken;
  }

  answer(method: string, params: readonly unknown[], node: number): unknown {
    if (isWriteMethod(method)) return this.#write(method, params);
    const take = new ParamReader(params);
    switch (method) {
      case 'pazkp_findAccountById': {
        const id = take.accountId('accountId');
        take.end();
        return { account: accountShown(this.#account(id)) };
      }
      case 'pazkp_findAccountByPublicKey': {
        const key = take.bytes('publicKey', 64);
        take.end();
        const account = this.#ledger.accounts.find(({ publicKey }) => publicKey === key);
        if (account === undefined) throw new DoubleRefusal('PUBLIC_KEY_NOT_FOUND');
        return { account: accountShown(account) };
      }
      case 'pazkp_getAccountNonce':
      case 'pazkp_getAccountState': {
        const id = take.accountId('accountId');
        take.end();
        if (this.#broken === 'unknown-is-null' && this.#ledger.accounts[id] === undefined) return null;
        const { nonce, redemptionIndex, balance, ...account } = this.#account(id);
        if (method === 'pazkp_getAccountNonce') return { id, nonce, redemptionIndex };
        const { publicKey, jointEncryptionKey } = account;
        const balances = { 0: amountToJson(balance) };
        const rest = { blindingFactor: '0x', rootHash: hashes(this.#ledger.height), merkleProof: [] };
        return { id, publicKey, jointEncryptionKey, nonce, redemptionIndex, balances, ...rest };
      }
      case 'pazkp_findMoneyOrderCreation':
        return this.#find('create-order', params, node);
      case 'pazkp_findMoneyOrderRedemption':
        return { ...(this.#find('redeem-order', params, node) as object), merkleProof: [] };
      case 'pazkp_findOutboundTransfer':
        return this.#find('outbound', params, node);
      case 'pazkp_findReceivedMoneyOrder': {
        const id = take.accountId('accountId');
        const asked = take.orderIndex('moneyOrderTotalIndex');
        take.end();
        const order = this.#ledger.orders.find(({ index, to }) => index === asked && to === id);
        if (order === undefined) throw new DoubleRefusal('MONEY_ORDER_NOT_FOUND');
        return { ...receivedShown(order), merkleProof: [] };
      }
      case 'pazkp_listMoneyOrderCreations':
        return this.#list('create-order', parseOrderList(params, 'fromAccountId'), node);
      case 'pazkp_listMoneyOrderRedemptions':
        return this.#list('redeem-order', parseOrderList(params, 'none'), node);
      case 'pazkp_listOutboundTransferCreations':
        return this.#list('outbound', parseOutboundList(params), node);
      case 'pazkp_listMoneyOrdersReceived': {
        const query = parseReceivedList(params);
        const items = this.#ledger.orders
          .filter(({ to, index }) => to === query.toAccountId && index >= query.from)
          .map(receivedShown)
          .filter(({ status }) => query.status === undefined || status === query.status);
        return cutPage(items, query.softLimit, (each) => each.moneyOrderTotalIndex);
      }
      default:
        if (this.#broken === 'prototype-is-a-method' && method in {}) return {};
        throw new DoubleRefusal('METHOD_NOT_FOUND');
    }
  }

  #account(id: number): DoubleAccount {
    const account = this.#ledger.accounts[id];
    if (account === undefined) throw new DoubleRefusal('ACCOUNT_NOT_FOUND');
    return account;
  }

  #write(method: WriteMethod, params: readonly unknown[]): unknown {
    const lenient = this.#broken === 'params-unchecked' && params.length > 6;
    if (lenient) return { operationHash: hashes(1) };
    const spoiled = this.#broken === 'amounts-unchecked' && method === 'pazkp_createMoneyOrder';
    const { operation, signature } = parseParams(method, spoiled ? params.with(3, 1) : params);
    const hash = operationHash(this.#rollup, operation);
    const id = signerOf(operation);
    const signer = operation.kind === 'create-account' ? operation : this.#account(id as number);
    if ('operatorId' in signer && signer.operatorId !== 1 && this.#broken !== 'anybodys-accounts')
      throw new DoubleRefusal('ACCOUNT_OF_ANOTHER_OPERATOR');
    if (operation.kind === 'create-order') this.#account(operation.to);
    const signed = isSigned(hash, signature, signer.publicKey);
    if (!signed && this.#broken !== 'signatures-unchecked') throw new DoubleRefusal('SIGNATURE_INVALID');
    if (operation.kind === 'create-account') {
      const taken = this.#ledger.accounts.some(({ publicKey }) => publicKey === operation.publicKey);
      const registered = this.#ledger.operations.some((each) => each.hash === hash);
      if (taken && !registered && this.#broken !== 'keys-shared')
        throw new DoubleRefusal('PUBLIC_KEY_ALREADY_EXISTS');
      this.#ledger.register(hash, operation);
      return { status: 'REGISTERED' };
    }
    this.#ledger.register(hash, operation);
    return { operationHash: this.#broken === 'hash-of-its-own' ? hashes(7) : hash };
  }

  #find(kind: DoubleOperation['operation']['kind'], params: readonly unknown[], node: number): unknown {
    if (this.#broken === 'hash-alone-unknown' && params.length === 1)
      throw new DoubleRefusal('OPERATION_NOT_FOUND');
    const { accountId, operationHash: asked } = parseFind(params);
    const found = this.#ledger.operations.find(
      ({ hash, operation }) =>
        hash === asked &&
        operation.kind === kind &&
        (accountId === undefined || signerOf(operation) === accountId),
    );
    if (found === undefined) throw new DoubleRefusal('OPERATION_NOT_FOUND');
    return this.#shown(found, node);
  }

  #list(kind: DoubleOperation['operation']['kind'], query: ListQuery, node: number): unknown {
    const items = this.#ledger.operations
      .filter(({ operation, status }) => {
        if (operation.kind === 'create-account' || operation.kind !== kind || operation.nonce < query.from)
          return false;
        const to = 'to' in operation ? operation.to : undefined;
        return (
          (query.fromAccountId ?? operation.from) === operation.from &&
          (query.toAccountId ?? to) === to &&
          (query.status ?? status) === status &&
          (query.minAmount ?? operation.amount) <= operation.amount &&
          (query.maxAmount ?? operation.amount) >= operation.amount
        );
      })
      .map((each) => this.#shown(each, node))
      .toSorted((a, b) => a.nonce - b.nonce);
    const split = this.#broken === 'pages-split-nonces';
    return cutPage(items, query.softLimit, (each) => (split ? each.operationHash : each.nonce));
  }

  #shown({ hash, operation, status, reason, height, index }: DoubleOperation, node: number) {
    if (operation.kind === 'create-account') throw new DoubleRefusal('OPERATION_NOT_FOUND');
    const differs = this.#broken === 'nodes-differ' && node > 0;
    return {
      ...(operation.kind === 'outbound'
        ? {
            fromAccountId: operation.from,
            toEthereumAddress: operation.address,
            tokenId: 0,
            amount: amountToJson(operation.amount),
          }
        : {
            moneyOrder: orderShown(operation),
            moneyOrderTotalIndex: index,
          }),
      nonce: operation.nonce,
      status,
      rejectionReason: reason,
      operationHash: hash,
      batchHeight: height === null || !differs ? height : height + 1,
      batchStateRootHash: height === null ? null : hashes(height),
      blockNumber: height,
      blockHash: height === null ? null : hashes(height),
    };
  }
}

/** A key that is no point of the curve has signed nothing. */
function isSigned(hash: Hex, signature: Hex, publicKey: Hex): boolean {
  try {
    return verifyHash(hash, signature, publicKeyOf(publicKey));
  } catch {
    return false;
  }
}

function accountShown({ id, publicKey, jointEncryptionKey }: DoubleAccount) {
  return { id, publicKey, jointEncryptionKey };
}

function orderShown({
  from,
  to,
  amount,
  blindingFactor,
}: Pick<DoubleOrder, 'from' | 'to' | 'amount' | 'blindingFactor'>) {
  return { fromAccountId: from, toAccountId: to, tokenId: 0, amount: amountToJson(amount), blindingFactor };
}

function receivedShown(order: DoubleOrder) {
  const status = order.redeemed ? ('REDEEMED' as const) : ('AVAILABLE_TO_REDEEM' as const);
  return {
    moneyOrder: orderShown(order),
    moneyOrderTotalIndex: order.index,
    batchHeight: order.height,
    status,
  };
}
