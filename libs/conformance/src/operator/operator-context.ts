import { createPrivateKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { operationHash } from '@plimsoll/interface/operator/operation-hash';
import type { Hex, Operation, SignedOperation } from '@plimsoll/interface/operator/operation';
import { amountToJson, paramsOf, writeMethods } from '@plimsoll/interface/operator/params';
import {
  AccountStateReply,
  AccountReply,
  NonceReply,
  OperationReply,
  OrderReply,
  OutboundReply,
  RedemptionReply,
} from '@plimsoll/interface/operator/replies';
import type { OperatorErrorCode } from '@plimsoll/interface/operator/errors';
import { pointOf, signHash } from '@plimsoll/interface/operator/signature';
import { Agent } from 'undici';
import type { Static } from 'typebox';
import type { AnyContext } from '../any-context.ts';
import { call, type Call } from '../exchange/call.ts';
import type { Reply } from '../exchange/reply.ts';
import type { SharedState } from '../run.ts';
import type { ConformanceEndpoint } from '../target.ts';
import { Violation } from '../violation.ts';
import { codeOf, expectResult, rpcReply, type RpcReply } from './rpc-reply.ts';
import type { OperatorAccount, OperatorTarget } from './target.ts';

/** What the cases of one run against an operator share. */
export class OperatorState implements SharedState<OperatorContext> {
  readonly target: OperatorTarget;
  readonly agent = new Agent({ connections: 16, keepAliveTimeout: 1_000 });
  /** Makes blinding factors, and so hashes, of this run its own. */
  readonly label: string;
  serial = 0;

  constructor(target: OperatorTarget, label: string) {
    this.target = target;
    this.label = label;
  }

  context(endpoint: ConformanceEndpoint): OperatorContext {
    return new OperatorContext(this, endpoint);
  }

  async close(): Promise<void> {
    await this.agent.destroy();
  }
}

const finds = {
  'create-order': ['pazkp_findMoneyOrderCreation', OrderReply],
  'redeem-order': ['pazkp_findMoneyOrderRedemption', RedemptionReply],
  outbound: ['pazkp_findOutboundTransfer', OutboundReply],
} as const;
/** Operations that have a hash to be asked for. */
export type AskedKind = keyof typeof finds;

/** What one case about an operator may use. */
export class OperatorContext implements AnyContext {
  readonly endpoint: ConformanceEndpoint;
  readonly target: OperatorTarget;
  /** Three accounts with funds: by convention sender, receiver, bystander. */
  readonly alice: OperatorAccount;
  readonly bob: OperatorAccount;
  readonly carol: OperatorAccount;
  readonly #state: OperatorState;

  constructor(state: OperatorState, endpoint: ConformanceEndpoint) {
    this.#state = state;
    this.endpoint = endpoint;
    this.target = state.target;
    [this.alice, this.bob, this.carol] = state.target.accounts as [
      OperatorAccount,
      OperatorAccount,
      OperatorAccount,
    ];
  }

  get endpoints(): readonly ConformanceEndpoint[] {
    return [...this.target.nodes, ...this.target.gateways];
  }

  claims(capability: string): boolean {
    return this.target.capabilities.includes(capability);
  }

  call(asked: Call, endpoint = this.endpoint): Promise<Reply> {
    return call(this.#state.agent, endpoint, asked);
  }

  /** One call of JSON-RPC. */
  async rpc(method: string, params: unknown, endpoint = this.endpoint): Promise<RpcReply> {
    const body = { jsonrpc: '2.0', id: (this.#state.serial += 1), method, params };
    const reply = await this.call({ method: 'POST', path: '/', body }, endpoint);
    return rpcReply(`${method} ${JSON.stringify(params).slice(0, 300)}`, reply);
  }

  /** 32 bytes that nobody used before. */
  fresh(): Hex {
    const text = `${this.#state.label}-${(this.#state.serial += 1)}`;
    return `0x${Buffer.from(text, 'utf8').toString('hex').slice(-64).padStart(64, '0')}`;
  }

  hashOf(operation: Operation): Hex {
    return operationHash(this.target.rollup, operation);
  }

  /** Signed by an account's key, or by another. */
  sign(operation: Operation, signer: Pick<OperatorAccount, 'privateKeyPem'> | KeyObject): SignedOperation {
    const key = 'privateKeyPem' in signer ? createPrivateKey(signer.privateKeyPem) : signer;
    return { operation, signature: signHash(this.hashOf(operation), key) };
  }

  send(signed: SignedOperation, endpoint = this.endpoint): Promise<RpcReply> {
    return this.rpc(writeMethods[signed.operation.kind], paramsOf(signed), endpoint);
  }

  /** Sends what must be accepted; the operation hash. */
  async accepted(signed: SignedOperation, endpoint = this.endpoint): Promise<Hex> {
    const reply = await this.send(signed, endpoint);
    return expectResult(reply, OperationReply, 'A well-formed operation').operationHash as Hex;
  }

  order(from: OperatorAccount, to: { readonly id: number }, amount: bigint, nonce: number): Operation {
    return {
      kind: 'create-order',
      from: from.id,
      to: to.id,
      tokenId: 0,
      amount,
      nonce,
      blindingFactor: this.fresh(),
      encryptedMoneyOrder: '0x',
      randomizationFactor: '0x',
    };
  }

  redemption(
    from: { readonly id: number },
    to: OperatorAccount,
    amount: bigint,
    nonce: number,
    index: number,
  ): Operation {
    return {
      kind: 'redeem-order',
      from: from.id,
      to: to.id,
      tokenId: 0,
      amount,
      nonce,
      index,
      blindingFactor: this.fresh(),
      encryptedMoneyOrderRedeem: '0x',
      randomizationFactor: '0x',
    };
  }

  outbound(from: OperatorAccount, address: Hex, amount: bigint, nonce: number): Operation {
    return { kind: 'outbound', from: from.id, address, tokenId: 0, amount, nonce };
  }

  /** An account that does not exist yet, with its own key, ready to be sent. */
  creation(): SignedOperation & { readonly operation: { readonly publicKey: Hex } } {
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const operation = {
      kind: 'create-account' as const,
      publicKey: pointOf(privateKey),
      jointEncryptionKey: '0x01' as const,
      blindingFactor: this.fresh(),
      encryptedBlindingFactor: '0x' as const,
      randomizationFactor: '0x' as const,
    };
    return { operation, signature: this.sign(operation, privateKey).signature };
  }

  /** The nonce that the account's next operation signs. Nobody else acts for it, and each case waits for its ends. */
  async nextNonce({ id }: OperatorAccount): Promise<number> {
    const replies = await Promise.all(
      this.target.nodes.map((node) => this.rpc('pazkp_getAccountNonce', [id], node)),
    );
    return Math.max(...replies.map((each) => expectResult(each, NonceReply, 'getAccountNonce').nonce)) + 1;
  }

  /**
   * Final state of an account, once it has come to this nonce: what is final shows at each node in its own time, and a gateway
   * asks now this one, now that (RG-15).
   */
  async stateOf(
    { id }: { readonly id: number },
    nonce = 0,
    endpoint = this.endpoint,
  ): Promise<Static<typeof AccountStateReply>> {
    return this.until(`the final state of account ${id} at nonce ${nonce}`, async () => {
      const reply = await this.rpc('pazkp_getAccountState', [id], endpoint);
      if (this.#hasNotHeard(reply, 'ACCOUNT_NOT_FOUND', endpoint)) return undefined;
      const state = expectResult(reply, AccountStateReply, 'getAccountState');
      return state.nonce >= nonce ? state : undefined;
    });
  }

  /** An account by its id, once there is one. */
  async accountById(id: number): Promise<Static<typeof AccountReply>['account']> {
    return this.until(`account ${id} by its id`, async () => {
      const reply = await this.rpc('pazkp_findAccountById', [id]);
      if (this.#hasNotHeard(reply, 'ACCOUNT_NOT_FOUND')) return undefined;
      return expectResult(reply, AccountReply, 'findAccountById').account;
    });
  }

  /** Behind a gateway another instance may answer than before, which reads the same batch a little later; at one instance nothing goes back. */
  #hasNotHeard(reply: RpcReply, code: OperatorErrorCode, endpoint = this.endpoint): boolean {
    const found = codeOf(reply);
    const isGateway = this.target.gateways.some(({ instance }) => instance === endpoint.instance);
    return isGateway && 'code' in found && found.code === code;
  }

  /** What an endpoint says of an operation now. Through a gateway: what a node says that has heard of it. */
  async find(
    kind: AskedKind,
    accountId: number,
    hash: Hex,
    endpoint = this.endpoint,
  ): Promise<Static<typeof OrderReply> | Static<typeof OutboundReply>> {
    const [method, schema] = finds[kind];
    return this.until(`a node that knows ${hash}`, async () => {
      const reply = await this.rpc(method, [accountId, hash], endpoint);
      return this.#hasNotHeard(reply, 'OPERATION_NOT_FOUND', endpoint)
        ? undefined
        : expectResult(reply, schema, method);
    });
  }

  /** Waits until an operation has come to its end; where a gateway was asked, at every node. */
  async ended(
    kind: AskedKind,
    accountId: number,
    hash: Hex,
    endpoint = this.endpoint,
  ): Promise<Static<typeof OrderReply>> {
    const end = await this.until(`the end of ${hash} at ${endpoint.instance}`, async () => {
      const found = await this.find(kind, accountId, hash, endpoint);
      return found.status === 'PENDING' ? undefined : (found as Static<typeof OrderReply>);
    });
    const isGateway = this.target.gateways.some(({ instance }) => instance === endpoint.instance);
    for (const node of isGateway ? this.target.nodes : []) {
      await this.until(`the end of ${hash} at ${node.instance}`, async () => {
        const { body } = await this.rpc(finds[kind][0], [accountId, hash], node);
        const { result } = (body ?? {}) as { result?: { status?: string } };
        return result?.status === undefined || result.status === 'PENDING' ? undefined : result;
      });
    }
    return end;
  }

  /** Asks again and again until something else than undefined comes. */
  async until<Value>(what: string, ask: () => Promise<Value | undefined>): Promise<Value> {
    const { endWithinMs } = this.target;
    const deadline = performance.now() + endWithinMs;
    for (;;) {
      const value = await ask();
      if (value !== undefined) return value;
      if (performance.now() > deadline)
        throw new Violation(`Waited ${endWithinMs / 1000} s in vain for ${what}.`);
      await pause(25);
    }
  }

  /** An amount as it stands in a request. */
  json(amount: bigint): number | string {
    return amountToJson(amount);
  }

  finish(): void {}
}

/** What an account has of token 0. */
export function fundsOf(state: Static<typeof AccountStateReply>): bigint {
  return BigInt(state.balances['0'] ?? 0);
}
