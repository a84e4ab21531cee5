import type { OperationRecord } from '@plimsoll/history/operator-record';
import type { HistoryRecord, ProbeRecord } from '@plimsoll/history/record';
import type { Hex } from '@plimsoll/interface/operator/operation';
import type { HttpCaller } from '../http-caller.ts';
import type { Route } from '../routes.ts';
import { attemptOperation } from './operation-attempt.ts';
import { type Askable, endCall, saidStatus } from './operation-end.ts';
import { classifyRpc, type RpcCall, rpcBody, rpcRequest } from './rpc-call.ts';
import type { User } from './user.ts';
import { numbered, signWish, type WantedOperation } from './wanted-operation.ts';

export interface OrderProbesOptions {
  /** Writes and reads wait for no connection that the other holds. */
  readonly writes: HttpCaller;
  readonly reads: HttpCaller;
  /** An endpoint as its own site reaches it. */
  readonly route: Route;
  /** Accounts of this series alone; orders go to `receiver`. */
  readonly users: readonly User[];
  readonly receiver: number;
  readonly rollup: Hex;
  readonly clock: () => number;
  readonly nextId: () => number;
  readonly record: (record: HistoryRecord) => void;
  /** A probe was registered. */
  readonly registered: (facts: WantedOperation['facts']) => void;
}

/** An account of the series and what it asks for now. */
interface Asker {
  readonly user: User;
  wanted: WantedOperation | undefined;
  attempts: number;
  inFlight: number;
  uncertain: boolean;
  sentMicros: number;
}

/** At most so many hang at one endpoint: then it is down anyway, and the gap is known. */
const inFlightMax = 60;
/** A read asks for something registered at least so long ago: through a gateway another instance may answer. */
const readableAfterMicros = 1_000_000;

/**
 * The probes of one endpoint (HS-06). Write: on every tick an order of 1 wei is asked for, whatever became of those before (open loop);
 * `ok` once it is registered. Accounts take turns, and one that has no answer sends the same bytes again, so no nonce
 * is ever left out. Read: what was registered through this endpoint is found there, whatever its status.
 */
export class OrderProbes {
  readonly #options: OrderProbesOptions;
  readonly #askers: readonly Asker[];
  readonly #recent: { readonly facts: Askable; readonly atMicros: number }[] = [];
  #turn = 0;

  constructor(options: OrderProbesOptions) {
    this.#options = options;
    this.#askers = options.users.map((user) => ({
      user,
      wanted: undefined,
      attempts: 0,
      inFlight: 0,
      uncertain: false,
      sentMicros: 0,
    }));
  }

  /** No write is without an answer. */
  get idle(): boolean {
    return this.#askers.every(({ inFlight }) => inFlight === 0);
  }

  write(): void {
    const { writes, route, clock } = this.#options;
    if (writes.inFlight(route.address) >= inFlightMax) return;
    const asker = this.#next();
    if (asker !== undefined) this.#attempt(asker, clock());
  }

  read(): void {
    const { reads, route, clock, receiver } = this.#options;
    if (reads.inFlight(route.address) >= inFlightMax) return;
    const dueMicros = clock();
    while ((this.#recent[1]?.atMicros ?? Infinity) <= dueMicros - readableAfterMicros) this.#recent.shift();
    const asked = this.#recent[0];
    const known = asked !== undefined && asked.atMicros <= dueMicros - readableAfterMicros;
    const call: RpcCall = known
      ? endCall(asked.facts)
      : { method: 'pazkp_getAccountState', params: [receiver] };
    reads.call(route.address, rpcRequest(rpcBody(call, 1)), (reply) => {
      const { outcome, code } = classifyRpc(reply);
      const said = known ? saidStatus(asked.facts, classifyRpc(reply)) : undefined;
      const found = known ? said !== undefined && said.status !== 'UNKNOWN' : outcome === 'ok';
      const { sentMicros, doneMicros, servedBy, httpStatus } = reply;
      this.#probed('read', { dueMicros, sentMicros, doneMicros, servedBy, httpStatus }, found, {
        outcome: outcome === 'fail' ? 'fail' : 'info',
        code: code ?? 'GARBAGE',
      });
    });
  }

  /** An account without an unanswered order, in turn; else the one that has waited longest, to ask again. */
  #next(): Asker | undefined {
    const ready = this.#askers.filter(({ user, wanted }) => wanted !== undefined || !user.confused);
    const idle = ready.filter(({ inFlight }) => inFlight === 0);
    if (idle.length > 0) return idle[this.#turn++ % idle.length];
    return ready.reduce<Asker | undefined>(
      (oldest, each) => (oldest === undefined || each.sentMicros < oldest.sentMicros ? each : oldest),
      undefined,
    );
  }

  #attempt(asker: Asker, dueMicros: number): void {
    const { writes, route, record } = this.#options;
    asker.wanted ??= this.#order(asker.user);
    const { wanted, uncertain } = asker;
    asker.attempts += 1;
    asker.inFlight += 1;
    asker.sentMicros = dueMicros;
    attemptOperation(
      writes,
      { write: record },
      {
        wanted,
        attempt: asker.attempts,
        client: 'watch',
        site: route.endpoint.site,
        route,
        dueMicros,
        uncertain,
      },
      (ended) => this.#ended(asker, wanted, ended),
    );
  }

  #ended(asker: Asker, wanted: WantedOperation, record: OperationRecord): void {
    const { clock, registered, route } = this.#options;
    asker.inFlight -= 1;
    this.#probed('write', record, record.outcome === 'ok', record);
    if (record.outcome === 'info') asker.uncertain = true;
    // Answered before: this was a repetition.
    if (record.outcome !== 'ok' || asker.wanted !== wanted) return;
    asker.user.registered(wanted.facts, clock());
    registered(wanted.facts);
    this.#recent.push({ facts: { ...wanted.facts, site: route.endpoint.site }, atMicros: clock() });
    asker.wanted = undefined;
    asker.attempts = 0;
    asker.uncertain = false;
  }

  #order(user: User): WantedOperation {
    const { rollup, receiver, nextId } = this.#options;
    const id = nextId();
    const wish = signWish(
      rollup,
      user.key,
      {
        kind: 'create-order',
        from: user.account,
        to: receiver,
        tokenId: 0,
        amount: 1n,
        nonce: user.nonce + 1,
        blindingFactor: `0x${id.toString(16).padStart(64, '0')}`,
        encryptedMoneyOrder: '0x00',
        randomizationFactor: '0x00',
      },
      { expected: 'executed', purpose: 'probe' },
    );
    return numbered(wish, id);
  }

  #probed(
    probe: ProbeRecord['probe'],
    at: {
      readonly dueMicros: number;
      readonly sentMicros: number;
      readonly doneMicros: number;
      readonly servedBy?: string | undefined;
      readonly httpStatus?: number | undefined;
    },
    ok: boolean,
    failed: { readonly outcome: ProbeRecord['outcome']; readonly code?: string },
  ): void {
    const { route, record } = this.#options;
    record({
      kind: 'probe',
      probe,
      client: 'watch',
      site: route.endpoint.site,
      instance: route.endpoint.instance,
      ...(at.servedBy === undefined ? {} : { servedBy: at.servedBy }),
      dueMicros: at.dueMicros,
      sentMicros: at.sentMicros,
      doneMicros: at.doneMicros,
      outcome: ok ? 'ok' : failed.outcome,
      ...(ok || failed.code === undefined ? {} : { code: failed.code }),
      ...(at.httpStatus === undefined ? {} : { httpStatus: at.httpStatus }),
    });
  }
}
