import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Plan } from '@plimsoll/history/plan';
import { operationHash, rollupId } from '@plimsoll/interface/operator/operation-hash';
import { amountToJson } from '@plimsoll/interface/operator/params';
import { signerOf, type Hex, type Operation } from '@plimsoll/interface/operator/operation';
import { isWriteMethod, parseParams } from '@plimsoll/interface/operator/parse-params';
import { publicKeyOf, verifyHash } from '@plimsoll/interface/operator/signature';
import type { Endpoint, ReadableChain } from '../../client.ts';
import { DoubleChain } from './double-chain.ts';
import { DoubleLedger } from './double-ledger.ts';

/** What becomes of a call; `code` refuses it by the error table. */
export type Decision = 'serve' | 'lose' | 'hang' | 'reset' | { readonly code: string };

interface Call {
  readonly id?: unknown;
  readonly method: string;
  readonly params: readonly unknown[];
}

/**
 * An operator in memory for the tests of this package: all of its nodes share one ledger and one chain, which mines a batch every
 * `blockMs`. It can be told to misbehave. It is no subject and no reference.
 */
export class OperatorDouble {
  readonly endpoints: Endpoint[] = [];
  readonly ledger: DoubleLedger;
  readonly chain = new DoubleChain();
  /** Decides what becomes of a write call; `lose` answers as registered and forgets it. */
  decide: (operation: Operation, instance: string) => Decision = () => 'serve';
  readonly #servers = new Map<string, Server>();
  readonly #ports = new Map<string, number>();
  readonly #mining: NodeJS.Timeout;

  constructor(genesis: NonNullable<Plan['genesis']>, blockMs = 50) {
    this.ledger = new DoubleLedger(genesis);
    this.#mining = setInterval(() => {
      const operations = this.ledger.batch();
      if (operations === undefined) this.chain.mine();
      else this.chain.submit(this.ledger.height, operations);
    }, blockMs);
  }

  /** The chain as observers reach it. Start something first. */
  get readableChain(): ReadableChain {
    const port = this.#ports.get('chain');
    const { contract, chainId } = this.chain;
    return { url: `http://127.0.0.1:${port}`, contract, chainId, key: `0x${'22'.repeat(32)}` };
  }

  /** Starts a node (or a gateway: the same with another name) that every site reaches at the same address. */
  async start(
    instance: string,
    site: string,
    serves: 'node' | 'gateway',
    sites: readonly string[],
  ): Promise<void> {
    if (!this.#ports.has('chain')) await this.restart('chain');
    await this.restart(instance);
    const address = { host: '127.0.0.1', port: this.#ports.get(instance) as number };
    const from = Object.fromEntries(sites.map((each) => [each, address]));
    this.endpoints.push({ instance, site, serves, from });
  }

  async restart(instance: string): Promise<void> {
    const server = createServer((request, response) => void this.#serve(instance, request, response));
    await new Promise<void>((resolve) => {
      server.listen(this.#ports.get(instance) ?? 0, '127.0.0.1', resolve);
    });
    this.#ports.set(instance, (server.address() as AddressInfo).port);
    this.#servers.set(instance, server);
  }

  /** Closes its connections and its port, as a killed process does. */
  async kill(instance: string): Promise<void> {
    const server = this.#servers.get(instance);
    this.#servers.delete(instance);
    server?.closeAllConnections();
    await new Promise((resolve) => server?.close(resolve));
  }

  async close(): Promise<void> {
    clearInterval(this.#mining);
    await Promise.all([...this.#servers.keys()].map((instance) => this.kill(instance)));
  }

  async #serve(instance: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
    let text = '';
    for await (const chunk of request) text += String(chunk);
    const reply = (body: unknown): void => {
      response.writeHead(200, { 'content-type': 'application/json', 'plimsoll-instance': instance });
      response.end(JSON.stringify(body));
    };
    if (request.method === 'GET') {
      const nowMicros = Date.now() * 1000;
      return reply({ instance, incarnation: 'one', role: 'active', ready: true, reasons: [], nowMicros });
    }
    const body = JSON.parse(text) as Call | readonly Call[];
    const decisions = (Array.isArray(body) ? body : [body as Call]).map((call: Call) =>
      this.#decide(call, instance),
    );
    if (decisions.includes('hang')) return;
    if (decisions.includes('reset')) return void response.destroy();
    const answers = (Array.isArray(body) ? body : [body as Call]).map((call: Call, index) =>
      this.#answer(call, instance, decisions[index] as Decision),
    );
    reply(Array.isArray(body) ? answers : answers[0]);
  }

  #decide({ method, params }: Call, instance: string): Decision {
    return isWriteMethod(method) ? this.decide(parseParams(method, params).operation, instance) : 'serve';
  }

  #answer(call: Call, instance: string, decision: Decision): object {
    const head = { jsonrpc: '2.0', id: call.id };
    try {
      if (typeof decision === 'object') throw refusal(decision.code);
      const result =
        instance === 'chain'
          ? this.chain.answer(call.method, call.params)
          : this.#result(call, decision === 'lose');
      return { ...head, result };
    } catch (error) {
      const { message, data } = error as Error & { readonly data?: unknown };
      return { ...head, error: { code: -32000, message, data } };
    }
  }

  #result({ method, params }: Call, lose: boolean): unknown {
    if (isWriteMethod(method)) {
      const { operation, signature } = parseParams(method, params);
      return this.#register(operation, signature, lose);
    }
    const [first, second] = params;
    switch (method) {
      case 'pazkp_findMoneyOrderCreation':
      case 'pazkp_findMoneyOrderRedemption':
      case 'pazkp_findOutboundTransfer':
        return this.#found(second as Hex);
      case 'pazkp_findAccountByPublicKey': {
        const account = this.ledger.accounts.find(({ publicKey }) => publicKey === first);
        if (account === undefined) throw refusal('PUBLIC_KEY_NOT_FOUND');
        return { account: { id: account.id, publicKey: account.publicKey } };
      }
      case 'pazkp_getAccountState':
      case 'pazkp_getAccountNonce': {
        const account = this.ledger.accounts[Number(first)];
        if (account === undefined) throw refusal('ACCOUNT_NOT_FOUND');
        const { id, nonce, redemptionIndex, balance } = account;
        const state = { balances: { 0: amountToJson(balance) }, rootHash: `0x${'00'.repeat(32)}` };
        return { id, nonce, redemptionIndex, ...(method.endsWith('State') ? state : {}) };
      }
      case 'pazkp_listMoneyOrdersReceived':
        return this.#received(params);
      default:
        throw refusal('METHOD_NOT_FOUND');
    }
  }

  #register(operation: Operation, signature: Hex, lose: boolean): object {
    const { contract, chainId } = this.chain;
    const hash = operationHash(rollupId(chainId, contract), operation);
    const signer = signerOf(operation);
    const key =
      operation.kind === 'create-account'
        ? operation.publicKey
        : this.ledger.accounts[signer ?? -1]?.publicKey;
    if (key === undefined) throw refusal('ACCOUNT_NOT_FOUND');
    if (!verifyHash(hash, signature, publicKeyOf(key))) throw refusal('SIGNATURE_INVALID');
    if (!lose) this.ledger.register(hash, operation);
    return operation.kind === 'create-account' ? { status: 'REGISTERED' } : { operationHash: hash };
  }

  #found(hash: Hex): object {
    const known = this.ledger.operations.get(hash);
    if (known === undefined) throw refusal('OPERATION_NOT_FOUND');
    const { status, reason, height, index } = known;
    return {
      status,
      rejectionReason: reason,
      operationHash: hash,
      moneyOrderTotalIndex: index,
      batchHeight: height,
      batchStateRootHash: null,
      blockNumber: null,
      blockHash: null,
    };
  }

  #received([fromIndex, softLimit, , to, status]: readonly unknown[]): object {
    const redeemedTo = this.ledger.accounts[Number(to)]?.redemptionIndex ?? 0;
    const all = this.ledger.orders
      .filter((order) => order.to === to && order.index >= Number(fromIndex))
      .map((order) => ({
        moneyOrder: {
          fromAccountId: order.from,
          toAccountId: order.to,
          tokenId: 0,
          amount: amountToJson(order.amount),
          blindingFactor: order.blindingFactor,
        },
        moneyOrderTotalIndex: order.index,
        status: order.index > redeemedTo ? 'AVAILABLE_TO_REDEEM' : 'REDEEMED',
      }))
      .filter((item) => status === null || item.status === status);
    const items = all.slice(0, Number(softLimit));
    return { hasMoreResults: items.length < all.length, items };
  }
}

function refusal(code: string): Error {
  return Object.assign(new Error(code), { data: { code } });
}
