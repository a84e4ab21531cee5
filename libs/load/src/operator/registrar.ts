import type { OperationRecord } from '@plimsoll/history/operator-record';
import type { HistoryWriter } from '@plimsoll/history/writer';
import { DueQueue } from '../due-queue.ts';
import type { HttpCaller } from '../http-caller.ts';
import type { Route } from '../routes.ts';
import type { RunClock } from '../run-clock.ts';
import { attemptOperation } from './operation-attempt.ts';
import type { WantedOperation } from './wanted-operation.ts';

/** How the wish to have an operation registered ended: `given up` only once the load has stopped, or nothing can cure it. */
export type Registration =
  | { readonly how: 'registered'; readonly record: OperationRecord }
  | { readonly how: 'refused' | 'given up'; readonly record: OperationRecord };

export interface RegistrarOptions {
  readonly caller: HttpCaller;
  readonly writer: Pick<HistoryWriter, 'write'>;
  readonly clock: RunClock;
  readonly client: 'load' | 'watch';
  /** Told of every attempt. */
  readonly onAttempt: (record: OperationRecord) => void;
}

/** What is being asked for. */
interface Wish {
  readonly wanted: WantedOperation;
  readonly site: string;
  /** All ways to the subject; retries go round them. */
  readonly routes: readonly Route[];
  readonly done: (registration: Registration) => void;
  attempts: number;
  route: number;
  uncertain: boolean;
}

/** Refusals that sending the same bytes again, later or elsewhere, can cure. */
const curable: ReadonlySet<string> = new Set([
  'NOT_SENT',
  'OVER_CAPACITY',
  'NOT_READY',
  'DRAINING',
  'WRITE_REFUSED',
  'NO_INSTANCE',
  'REQUEST_TIMEOUT',
  // The account is not there yet: copies lag.
  'ACCOUNT_NOT_FOUND',
]);
const backoffMinMs = 100;
const backoffMaxMs = 2000;

/**
 * Has operations registered as a real client would: after an answer that leaves it open, the same bytes go to another
 * instance at once, then ever later up to every two seconds (idempotent by hash, RG-03); after a refusal that time may
 * cure they go out again later. Every attempt is recorded.
 */
export class Registrar {
  readonly #options: RegistrarOptions;
  readonly #later = new DueQueue<() => void>();
  readonly #timer: NodeJS.Timeout;
  #open = 0;
  #retrying = true;
  inFlight = 0;

  constructor(options: RegistrarOptions) {
    this.#options = options;
    this.#timer = setInterval(() => this.#runLater(), 5);
  }

  /** Wishes that have not ended. */
  get open(): number {
    return this.#open;
  }

  /** `first` is the index of the route that is tried first. */
  register(
    wanted: WantedOperation,
    from: { readonly site: string; readonly routes: readonly Route[]; readonly first: number },
    dueMicros: number,
    done: (registration: Registration) => void,
  ): void {
    this.#open += 1;
    const { site, routes, first } = from;
    this.#attempt({ wanted, site, routes, done, attempts: 0, route: first, uncertain: false }, dueMicros);
  }

  /** No more retries: what is open ends with the attempt in flight. */
  giveUp(): void {
    this.#retrying = false;
    this.#runLater(Infinity);
  }

  close(): void {
    clearInterval(this.#timer);
  }

  #attempt(wish: Wish, dueMicros: number): void {
    const { caller, writer, client, onAttempt } = this.#options;
    wish.attempts += 1;
    this.inFlight += 1;
    const { wanted, site, uncertain, attempts } = wish;
    const route = wish.routes[wish.route % wish.routes.length] as Route;
    attemptOperation(
      caller,
      writer,
      { wanted, attempt: attempts, client, site, route, dueMicros, uncertain },
      (record) => {
        this.inFlight -= 1;
        onAttempt(record);
        this.#ended(wish, record);
      },
    );
  }

  #ended(wish: Wish, record: OperationRecord): void {
    if (record.outcome === 'ok') return this.#done(wish, { how: 'registered', record });
    if (record.outcome === 'fail' && !curable.has(record.code ?? '') && !wish.uncertain)
      return this.#done(wish, { how: 'refused', record });
    const firstDoubt = record.outcome === 'info' && !wish.uncertain;
    if (record.outcome === 'info') wish.uncertain = true;
    wish.route += 1;
    const again = (): void => {
      if (this.#retrying) this.#attempt(wish, dueMicros);
      else this.#done(wish, { how: wish.uncertain ? 'given up' : 'refused', record });
    };
    const waitMs = firstDoubt ? 0 : Math.min(backoffMaxMs, backoffMinMs * 2 ** (wish.attempts - 1));
    const dueMicros = this.#options.clock() + waitMs * 1000;
    this.#later.add(dueMicros, again);
  }

  #done(wish: Wish, registration: Registration): void {
    this.#open -= 1;
    wish.done(registration);
  }

  #runLater(now = this.#options.clock()): void {
    for (let due = this.#later.take(now); due !== undefined; due = this.#later.take(now)) due();
  }
}
