import type { AccountRecord, StatusRecord } from '@plimsoll/history/operator-record';
import type { HttpCaller, Reply } from '../http-caller.ts';
import type { Route } from '../routes.ts';
import { accountCall, saidAccount } from './account-view.ts';
import { type Askable, endCall, saidStatus } from './operation-end.ts';
import type { Operators } from './operators.ts';
import { classifyRpc, type RpcAnswer, type RpcCall, rpcBody, rpcRequest } from './rpc-call.ts';

export interface LiveSamplesOptions {
  readonly caller: HttpCaller;
  /** Every node as its own site reaches it. */
  readonly nodes: readonly Route[];
  readonly operators: Operators;
  readonly accounts: readonly number[];
  readonly clock: () => number;
  readonly uniform: () => number;
  readonly record: (record: StatusRecord | AccountRecord) => void;
}

/** So many of the last operations are looked at again and again. */
const recentMax = 400;
const inFlightMax = 8;

/** Looks, while everything goes on, at the same operation and the same account at every node: what was shown once must stay. */
export class LiveSamples {
  readonly #options: LiveSamplesOptions;
  readonly #recent: Askable[] = [];
  #turn = 0;

  constructor(options: LiveSamplesOptions) {
    this.#options = options;
  }

  /** An operation was registered somewhere. */
  add(operation: Askable): void {
    this.#recent.push(operation);
    if (this.#recent.length > recentMax) this.#recent.shift();
  }

  askStatus(): void {
    const operation = this.#recent[Math.floor(this.#options.uniform() * this.#recent.length)];
    if (operation === undefined) return;
    const concerns = (site: string): boolean => this.#options.operators.together(operation.site, site);
    this.#ask(endCall(operation), concerns, (answer, envelope) => {
      const said = saidStatus(operation, answer);
      if (said === undefined) return;
      this.#options.record({ kind: 'status', observer: 'live', ...envelope, hash: operation.hash, ...said });
    });
  }

  askAccount(): void {
    const { accounts, operators, record } = this.#options;
    const account = accounts[this.#turn++ % accounts.length];
    if (account === undefined) return;
    const concerns = (site: string): boolean => operators.manages(site, account);
    for (const view of ['final', 'recent'] as const) {
      this.#ask(accountCall(account, view), concerns, (answer, envelope) => {
        const said = saidAccount(account, view, answer);
        if (said !== undefined) record({ kind: 'account', observer: 'live', ...envelope, ...said });
      });
    }
  }

  #ask(
    call: RpcCall,
    concerns: (site: string) => boolean,
    told: (answer: RpcAnswer, envelope: ReturnType<typeof envelopeOf>) => void,
  ): void {
    const { caller, nodes, clock } = this.#options;
    for (const node of nodes) {
      if (!concerns(node.endpoint.site) || caller.inFlight(node.address) >= inFlightMax) continue;
      const dueMicros = clock();
      caller.call(node.address, rpcRequest(rpcBody(call, 1)), (reply) =>
        told(classifyRpc(reply), envelopeOf(node, dueMicros, reply)),
      );
    }
  }
}

function envelopeOf({ endpoint }: Route, dueMicros: number, reply: Reply) {
  return {
    client: 'watch',
    site: endpoint.site,
    instance: endpoint.instance,
    ...(reply.servedBy === undefined ? {} : { servedBy: reply.servedBy }),
    dueMicros,
    sentMicros: reply.sentMicros,
    doneMicros: reply.doneMicros,
    outcome: 'ok' as const,
  };
}
