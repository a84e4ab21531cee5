import type { HistoryWriter } from '@plimsoll/history/writer';
import type { HttpCaller } from '../http-caller.ts';
import type { Route } from '../routes.ts';
import type { RunClock } from '../run-clock.ts';
import { lookUpEnd } from './look-up-end.ts';
import { receivedCall, receivedPage } from './received-orders.ts';
import { classifyRpc, rpcBody, rpcRequest } from './rpc-call.ts';
import type { User } from './user.ts';

export interface UserPollsOptions {
  readonly caller: HttpCaller;
  readonly client: 'load' | 'watch';
  readonly writer: Pick<HistoryWriter, 'write'>;
  readonly clock: RunClock;
  readonly users: readonly User[];
  /** Nodes and gateways as an account's home site reaches them. */
  readonly routes: (user: User) => { readonly site: string; readonly all: readonly Route[] };
  /** An account may be free again. */
  readonly changed: (user: User) => void;
}

/** Polls in each kind under way at one endpoint: more hang only where it is down. */
const inFlightMax = 8;
const pageLimit = 50;

/**
 * What the owners of the accounts look up while the load goes on, each at any instance: what became of their last operations, and
 * what they received and may redeem. Recorded as `status` and `received` of the observer `live`.
 */
export class UserPolls {
  readonly #options: UserPollsOptions;
  readonly #shown = new Set<string>();
  #turn = 0;
  #way = 0;
  #number = 0;

  constructor(options: UserPollsOptions) {
    this.#options = options;
  }

  /** Looks up what became of the next account's operations, as far as there is something to ask. */
  askEnd(): void {
    const { users, clock, caller, changed } = this.#options;
    for (let tried = 0; tried < users.length; tried += 1) {
      const user = this.#next();
      const facts = user.telling(clock());
      if (facts === undefined) continue;
      const { site, route } = this.#route(user);
      if (caller.inFlight(route.address) >= inFlightMax) return;
      lookUpEnd(this.#options, facts, { site, route }, this.#number++, (said) => {
        if (said === undefined) return;
        if (said.status === 'PENDING') user.pending();
        else if (said.status !== 'UNKNOWN') user.ended(facts, said.status);
        changed(user);
      });
      return;
    }
  }

  /** Looks up what the next account has received. */
  askReceived(): void {
    const { clock, caller, client, writer } = this.#options;
    const user = this.#next();
    const { site, route } = this.#route(user);
    if (user.available.length >= pageLimit || caller.inFlight(route.address) >= inFlightMax) return;
    const dueMicros = clock();
    const call = receivedCall(user.account, user.redeemedTo + 1, pageLimit, 'AVAILABLE_TO_REDEEM');
    caller.call(route.address, rpcRequest(rpcBody(call, this.#number++)), (reply) => {
      const page = receivedPage(classifyRpc(reply));
      if (page === undefined) return;
      for (const { from, tokenId, amount, index, status } of page.orders) {
        const key = `${user.account}|${index}|${route.endpoint.instance}`;
        if (this.#shown.has(key)) continue;
        this.#shown.add(key);
        writer.write({
          kind: 'received',
          observer: 'live',
          client,
          site,
          instance: route.endpoint.instance,
          ...(reply.servedBy === undefined ? {} : { servedBy: reply.servedBy }),
          dueMicros,
          sentMicros: reply.sentMicros,
          doneMicros: reply.doneMicros,
          outcome: 'ok',
          account: user.account,
          from,
          tokenId,
          amount,
          index,
          status,
        });
      }
      user.received(page.orders.filter(({ status }) => status === 'AVAILABLE_TO_REDEEM'));
    });
  }

  #next(): User {
    const { users } = this.#options;
    return users[this.#turn++ % users.length] as User;
  }

  #route(user: User): { readonly site: string; readonly route: Route } {
    const { site, all } = this.#options.routes(user);
    return { site, route: all[this.#way++ % all.length] as Route };
  }
}
