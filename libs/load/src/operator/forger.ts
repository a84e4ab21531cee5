import { generateKeyPairSync } from 'node:crypto';
import type { IntrusionRecord } from '@plimsoll/history/record';
import { operationHash } from '@plimsoll/interface/operator/operation-hash';
import type { Hex, Operation } from '@plimsoll/interface/operator/operation';
import { paramsOf, writeMethods } from '@plimsoll/interface/operator/params';
import { signHash } from '@plimsoll/interface/operator/signature';
import type { HttpCaller } from '../http-caller.ts';
import type { Route } from '../routes.ts';
import type { Operators } from './operators.ts';
import type { User } from './user.ts';
import { classifyRpc, rpcBody, rpcRequest } from './rpc-call.ts';

export interface ForgerOptions {
  readonly caller: HttpCaller;
  readonly routes: readonly Route[];
  readonly rollup: Hex;
  /** Whose money a stranger tries to take. */
  readonly users: readonly Pick<User, 'account' | 'key'>[];
  readonly operators: Operators;
  readonly clock: () => number;
  readonly record: (record: IntrusionRecord) => void;
}

/** An instance that cannot serve may say so before it looks at a signature. */
const busy = ['NOT_READY', 'DRAINING', 'OVER_CAPACITY', 'NO_INSTANCE', 'WRITE_REFUSED'];
const stranger = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;

/** What is tried, and which refusals are right. */
interface Trick {
  readonly asked: string;
  readonly expected: readonly string[];
  readonly body: string;
}

/**
 * Asks, now and then, for what must be refused: an operation signed by a stranger or changed after it was signed; and, where there
 * are several operators, one that is sound but asked of the instances of another (RG-20).
 */
export class Forger {
  readonly #options: ForgerOptions;
  #turn = 0;

  constructor(options: ForgerOptions) {
    this.#options = options;
  }

  /** Tries the next trick at the next endpoint. */
  tick(): void {
    const { caller, routes, users, clock, record } = this.#options;
    const turn = this.#turn++;
    const route = routes[turn % routes.length];
    const user = users[Math.floor(turn / routes.length) % users.length];
    if (route === undefined || user === undefined) return;
    const { asked, expected, body } = this.#trick(route, user, turn);
    const dueMicros = clock();
    caller.call(route.address, rpcRequest(body), (reply) => {
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
        asked,
        expected: [...expected, ...busy],
      });
    });
  }

  #trick({ endpoint }: Route, { account, key }: ForgerOptions['users'][number], turn: number): Trick {
    const { rollup, operators } = this.#options;
    const order: Operation = {
      kind: 'create-order',
      from: account,
      to: account === 0 ? 1 : 0,
      tokenId: 0,
      amount: 1n,
      // Far ahead: it takes no nonce from anybody even where it is not refused.
      nonce: 1_000_000 + turn,
      blindingFactor: `0x${'11'.repeat(32)}`,
      encryptedMoneyOrder: '0x00',
      randomizationFactor: '0x00',
    };
    const call = (operation: Operation, signature: Hex): string =>
      rpcBody({ method: writeMethods[operation.kind], params: paramsOf({ operation, signature }) }, 1);
    const hash = operationHash(rollup, order);
    if (!operators.manages(endpoint.site, account))
      return {
        asked: 'operation-of-another-operator',
        expected: ['ACCOUNT_OF_ANOTHER_OPERATOR'],
        body: call(order, signHash(hash, key)),
      };
    const expected = ['SIGNATURE_INVALID'];
    if (turn % 2 === 0)
      return {
        asked: 'operation-signed-by-a-stranger',
        expected,
        body: call(order, signHash(hash, stranger)),
      };
    return {
      asked: 'operation-changed-after-signing',
      expected,
      body: call({ ...order, amount: 2n }, signHash(hash, key)),
    };
  }
}
