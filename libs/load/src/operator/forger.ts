import { generateKeyPairSync } from 'node:crypto';
import type { IntrusionRecord } from '@plimsoll/history/record';
import { operationHash } from '@plimsoll/interface/operator/operation-hash';
import type { Hex, Operation } from '@plimsoll/interface/operator/operation';
import { paramsOf, writeMethods } from '@plimsoll/interface/operator/params';
import { signHash } from '@plimsoll/interface/operator/signature';
import type { HttpCaller } from '../http-caller.ts';
import type { Route } from '../routes.ts';
import { classifyRpc, rpcBody, rpcRequest } from './rpc-call.ts';

export interface ForgerOptions {
  readonly caller: HttpCaller;
  readonly routes: readonly Route[];
  readonly rollup: Hex;
  /** Whose money a stranger tries to take. */
  readonly accounts: readonly number[];
  readonly clock: () => number;
  readonly record: (record: IntrusionRecord) => void;
}

/** An instance that cannot serve may say so before it looks at a signature. */
const busy = ['NOT_READY', 'DRAINING', 'OVER_CAPACITY', 'NO_INSTANCE', 'WRITE_REFUSED'];
const stranger = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;

/** Asks, now and then, for what somebody else's key must sign: an operation signed by a stranger, or changed after it was signed. */
export class Forger {
  readonly #options: ForgerOptions;
  #turn = 0;

  constructor(options: ForgerOptions) {
    this.#options = options;
  }

  /** Tries the next forgery at the next endpoint. */
  tick(): void {
    const { caller, routes, accounts, clock, record } = this.#options;
    const turn = this.#turn++;
    const route = routes[turn % routes.length];
    const [from = 0, to = 0] = [accounts[turn % accounts.length], accounts[(turn + 1) % accounts.length]];
    if (route === undefined) return;
    const changed = turn % 2 === 1;
    const dueMicros = clock();
    caller.call(route.address, rpcRequest(this.#forged(from, to, turn, changed)), (reply) => {
      const { outcome, code } = classifyRpc(reply);
      record({
        kind: 'intrusion',
        client: 'watch',
        site: route.endpoint.site,
        instance: route.endpoint.instance,
        ...(reply.servedBy === undefined ? {} : { servedBy: reply.servedBy }),
        dueMicros,
        sentMicros: reply.sentMicros,
        doneMicros: reply.doneMicros,
        outcome,
        ...(code === undefined ? {} : { code }),
        ...(reply.httpStatus === undefined ? {} : { httpStatus: reply.httpStatus }),
        asked: changed ? 'operation-changed-after-signing' : 'operation-signed-by-a-stranger',
        expected: ['SIGNATURE_INVALID', ...busy],
      });
    });
  }

  #forged(from: number, to: number, turn: number, changed: boolean): string {
    const order: Operation = {
      kind: 'create-order',
      from,
      to,
      tokenId: 0,
      amount: 1n,
      nonce: 1_000_000 + turn,
      blindingFactor: `0x${'11'.repeat(32)}`,
      encryptedMoneyOrder: '0x00',
      randomizationFactor: '0x00',
    };
    const signature = signHash(operationHash(this.#options.rollup, order), stranger);
    const operation = changed ? { ...order, amount: 2n } : order;
    return rpcBody({ method: writeMethods[order.kind], params: paramsOf({ operation, signature }) }, 1);
  }
}
