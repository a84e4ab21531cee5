import { createPrivateKey } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { random } from '@plimsoll/history/random';
import type { HistoryWriter } from '@plimsoll/history/writer';
import type { Hex } from '@plimsoll/interface/operator/operation';
import { arrivals } from '../arrivals.ts';
import type { Barrier, ClientPlan, LoadStatus } from '../client.ts';
import { HttpCaller } from '../http-caller.ts';
import { LoadMeter } from '../load-meter.ts';
import { homeRoutes } from '../routes.ts';
import { runClock } from '../run-clock.ts';
import { createAccount } from './create-accounts.ts';
import { ChainUser } from './chain-user.ts';
import { type DrawOptions, drawOperation } from './draw-operation.ts';
import { EarlyRedeemer } from './early-redeemer.ts';
import { waitForEnds } from './end-wait.ts';
import type { Askable } from './operation-end.ts';
import { defaultOperationMix, type OperationMix } from './operation-mix.ts';
import { Operators } from './operators.ts';
import { Registrar, type Registration } from './registrar.ts';
import { rollupOf } from './rollup-of.ts';
import type { User } from './user.ts';
import { UserPolls } from './user-polls.ts';
import { usersOf, Ways } from './users.ts';
import { numbered, type SignedWish, signWish, type WantedOperation } from './wanted-operation.ts';

const requestTimeoutMs = 3000;
/** So much may be due and waiting for an account that is free: minutes of an outage. */
const waitingMax = 100_000;

/** So many accounts and one of them redeems too early; a round of that for so many operations of the load. */
const hastyAmong = 10;
const operationsPerRound = 100;

/** Who never takes out what is owed. */
const strangerAddress = `0x${'dd'.repeat(20)}` as const;

/** What a user has signed and will ask for when the next operation is due. */
interface Prepared {
  readonly user: User;
  readonly wishes: readonly SignedWish[];
}

/** Something that was due: when, and by how much the generator itself was late. */
interface Due {
  readonly dueMicros: number;
  readonly slipMicros: number;
}

/**
 * The load of a run against an operator, inside its own process: operations are due in an open loop whatever becomes of those
 * before. Each account has one unanswered operation at a time, so whatever is due goes to an account that is free, or waits
 * for the first that gets free: then its latency counts from when it was due (HS-02). Signed ahead: a free account has its
 * next operation ready.
 */
export class OperatorLoad {
  readonly #plan: ClientPlan;
  readonly #writer: HistoryWriter;
  readonly #clock: () => number;
  readonly #caller: HttpCaller;
  /** Look-ups wait for nothing that a write holds. */
  readonly #lookups: HttpCaller;
  readonly #meter: LoadMeter;
  readonly #registrar: Registrar;
  readonly #polls: UserPolls;
  readonly #chainUser: ChainUser;
  readonly #early: EarlyRedeemer | undefined;
  readonly #ways: Ways;
  readonly #users: readonly User[];
  readonly #mix: OperationMix;
  readonly #drawOptions: DrawOptions;
  readonly #uniform: () => number;
  readonly #rollup: Hex;
  /** Ready to go. */
  readonly #free: Prepared[] = [];
  readonly #busy = new Set<User>();
  readonly #waiting: Due[] = [];
  #waitingFrom = 0;
  readonly #registered: Askable[] = [];
  readonly #timers: NodeJS.Timeout[] = [];
  #nextId = 0;
  #nextRivals = 0;
  #sending = false;
  /** Nothing new is asked: an account whose last wish was given up does not know its nonce. */
  #over = false;

  constructor(plan: ClientPlan, writer: HistoryWriter) {
    this.#plan = plan;
    this.#writer = writer;
    const clock = runClock(plan.runStartNanos);
    this.#clock = clock;
    const users = usersOf(plan);
    // One of the accounts does nothing but redeem too early, where there are enough of them.
    const hasty = users.length >= hastyAmong ? users.pop() : undefined;
    this.#users = users;
    this.#caller = new HttpCaller(clock, {
      connections: Math.min(1024, this.#users.length * 2 + 64),
      timeoutMs: requestTimeoutMs,
    });
    this.#lookups = new HttpCaller(clock, { connections: 16, timeoutMs: requestTimeoutMs });
    this.#meter = new LoadMeter(clock);
    this.#ways = new Ways(plan);
    this.#mix = { ...defaultOperationMix, ...plan.load.mix };
    this.#rollup = rollupOf(plan);
    this.#uniform = random(plan.seed, 'load', 'operations');
    this.#chainUser = new ChainUser(plan, writer, clock);
    this.#drawOptions = {
      mix: this.#mix,
      addresses: [this.#chainUser.address, strangerAddress],
      accounts: this.#users.map(({ account }) => account),
      capabilities: plan.capabilities,
      bytes: plan.load.bytes,
    };
    this.#registrar = new Registrar({
      caller: this.#caller,
      writer,
      clock,
      client: 'load',
      onAttempt: (record) => {
        this.#meter.attempts += 1;
        this.#meter.ended(record);
        if (record.outcome === 'ok') this.#meter.acknowledged += 1;
      },
    });
    this.#early = hasty && this.#hurry(hasty);
    this.#polls = new UserPolls({
      caller: this.#lookups,
      client: 'load',
      writer,
      clock,
      users: this.#users,
      routes: ({ account }) => this.#ways.from(account),
      changed: (user) => {
        this.#meter.events += 1;
        this.#getReady(user);
      },
    });
  }

  /** Signs the first operation of every account. */
  prepare(): void {
    for (const user of this.#users) this.#getReady(user);
  }

  begin(): void {
    this.#sending = true;
    const { arrivals: kind, ratePerSecond } = this.#plan.load;
    this.#every(1000, () => this.#meter.everySecond(this.#writer));
    if (ratePerSecond <= 0) return;
    // A look-up for about every second operation, and what an account received every two seconds or so.
    this.#every(Math.max(10, Math.min(200, 2000 / ratePerSecond)), () => this.#polls.askEnd());
    const receivedEveryMs = Math.max(10, 2000 / this.#users.length, 2000 / ratePerSecond);
    this.#every(receivedEveryMs, () => this.#polls.askReceived());
    // Often: between its batch and finality lie a few blocks.
    this.#every(100, () => {
      if (this.#sending) this.#early?.act();
    });
    if (this.#plan.capabilities.includes('deposits'))
      this.#chainUser.begin(this.#users.map(({ account }) => account));
    const schedule = arrivals(kind, ratePerSecond, random(this.#plan.seed, 'load', 'arrivals'));
    const beganMicros = this.#clock();
    let dueMicros = beganMicros + schedule.next().value;
    // Everything due goes out in one turn of the loop: a timer for each request would have a grain of 1 ms each.
    const turn = (): void => {
      if (!this.#sending) return;
      for (let now = this.#clock(); dueMicros <= now; now = this.#clock()) {
        this.#due({ dueMicros, slipMicros: now - dueMicros });
        dueMicros = beganMicros + schedule.next().value;
      }
      setTimeout(turn, 1);
    };
    turn();
  }

  status(): LoadStatus {
    this.#meter.inFlight = this.#registrar.inFlight;
    return this.#meter.status();
  }

  async stop(withinMs: number): Promise<LoadStatus> {
    this.#sending = false;
    this.#chainUser.stop();
    const end = performance.now() + withinMs;
    const idle = (): boolean => this.#registrar.open === 0 && this.#waiting.length === this.#waitingFrom;
    while (!idle() && performance.now() < end) await pause(10);
    this.#over = true;
    this.#registrar.giveUp();
    while (this.#registrar.open > 0 && performance.now() < end + requestTimeoutMs) await pause(10);
    this.#recordHeld();
    return this.status();
  }

  sentinel(withinMs: number): Promise<Barrier> {
    const nodes = homeRoutes(this.#plan).filter(({ endpoint }) => endpoint.serves === 'node');
    return waitForEnds(this.#lookups, nodes, new Operators(this.#plan), this.#registered, withinMs);
  }

  async close(): Promise<void> {
    this.#sending = false;
    this.#over = true;
    for (const timer of this.#timers) clearInterval(timer);
    this.#chainUser.stop();
    this.#registrar.giveUp();
    const end = performance.now() + requestTimeoutMs + 500;
    // What is still in flight ends as `info` rather than unrecorded.
    while (this.#registrar.inFlight > 0 && performance.now() < end) await pause(10);
    this.#registrar.close();
    this.#meter.finish(this.#writer);
    this.#lookups.close();
    this.#caller.close();
  }

  #due(due: Due): void {
    this.#meter.offered += 1;
    if (this.#uniform() < this.#mix.createAccount) return this.#createAccount(due);
    const at = Math.floor(this.#uniform() * this.#free.length);
    const prepared = this.#free[at];
    if (prepared !== undefined) {
      this.#free[at] = this.#free.at(-1) as Prepared;
      this.#free.pop();
      this.#ask(prepared, due);
    } else if (this.#waiting.length - this.#waitingFrom < waitingMax) this.#waiting.push(due);
    else this.#meter.unsent += 1;
  }

  /** Sends what an account has ready: rivals at the same moment to two instances. */
  #ask({ user, wishes }: Prepared, { dueMicros, slipMicros }: Due): void {
    this.#meter.started(slipMicros);
    this.#busy.add(user);
    const { site, all: routes } = this.#ways.from(user.account);
    const first = this.#ways.first(user.account, this.#mix, this.#uniform);
    const rivals = wishes.length > 1 ? this.#nextRivals++ : undefined;
    let open = wishes.length;
    wishes.forEach((wish, index) => {
      const one = numbered(wish, this.#nextId++, rivals);
      user.asked(one.facts);
      this.#registrar.register(one, { site, routes, first: first + index }, dueMicros, (registration) => {
        this.#took(user, one, registration);
        open -= 1;
        if (open > 0) return;
        this.#busy.delete(user);
        this.#getReady(user);
      });
    });
  }

  #took(user: User, { facts }: WantedOperation, { how }: Registration): void {
    if (how !== 'registered') return;
    this.#registered.push({ ...facts, site: this.#ways.from(user.account).site });
    user.registered(facts, this.#clock());
  }

  /** Signs what the account asks for next; something due may have waited for it. */
  #getReady(user: User): void {
    if (this.#over || this.#busy.has(user)) return;
    const ready = this.#free.findIndex((prepared) => prepared.user === user);
    // What it has signed carries a nonce that may be used or never come.
    if (user.confused && ready >= 0) this.#free.splice(ready, 1);
    if (user.confused || ready >= 0) return;
    const { operations, expected, purpose } = drawOperation(this.#drawOptions, user, this.#uniform);
    const wishes = operations.map((operation) =>
      signWish(this.#rollup, user.key, operation, { expected, purpose }),
    );
    const due = this.#waiting[this.#waitingFrom];
    if (due === undefined) return void this.#free.push({ user, wishes });
    this.#waitingFrom += 1;
    // Given back in large pieces: taking from the front of an array one by one costs its length each time.
    if (this.#waitingFrom > 1024) this.#waiting.splice(0, this.#waitingFrom);
    if (this.#waitingFrom > 1024) this.#waitingFrom = 0;
    this.#ask({ user, wishes }, due);
  }

  /**
   * What was due and found no account free to the end: the subject had left all of them without an answer. It was offered, and certainly
   * did not happen: recorded as such, or a blocked subject would look like a generator that was too slow.
   */
  #recordHeld(): void {
    const nowMicros = this.#clock();
    const [user] = this.#users;
    if (user === undefined) return;
    for (const { dueMicros, slipMicros } of this.#waiting.splice(this.#waitingFrom)) {
      const { operations } = drawOperation(this.#drawOptions, user, this.#uniform);
      const [operation] = operations;
      if (operation === undefined) continue;
      const wish = signWish(this.#rollup, user.key, operation, { expected: 'either', purpose: 'load' });
      const { site, all } = this.#ways.from(user.account);
      this.#meter.started(slipMicros);
      this.#writer.write({
        kind: 'operation',
        client: 'load',
        site,
        instance: all[0]?.endpoint.instance ?? '',
        dueMicros,
        sentMicros: nowMicros,
        doneMicros: nowMicros,
        outcome: 'fail',
        code: 'NOT_SENT',
        attempt: 1,
        ...numbered(wish, this.#nextId++).facts,
      });
    }
  }

  /** Anybody may ask for an account: no nonce, no waiting. */
  #createAccount({ dueMicros, slipMicros }: Due): void {
    const { privateKeyPem, publicKey } = createAccount('');
    const id = this.#nextId++;
    const wish = signWish(
      this.#rollup,
      createPrivateKey(privateKeyPem),
      {
        kind: 'create-account',
        publicKey: publicKey as Hex,
        jointEncryptionKey: publicKey as Hex,
        blindingFactor: `0x${id.toString(16).padStart(64, '0')}`,
        encryptedBlindingFactor: '0x00',
        randomizationFactor: '0x00',
      },
      { expected: 'executed', purpose: 'load' },
    );
    const wanted = numbered(wish, id);
    this.#meter.started(slipMicros);
    const { site, all: routes } = this.#ways.from(id);
    const first = this.#ways.first(id, this.#mix, this.#uniform);
    this.#registrar.register(wanted, { site, routes, first }, dueMicros, ({ how }) => {
      if (how === 'registered') this.#registered.push({ ...wanted.facts, site });
    });
  }

  /** What asks in the name of an account that redeems before it may. */
  #hurry(user: User): EarlyRedeemer {
    const from = this.#ways.from(user.account);
    return new EarlyRedeemer({
      caller: this.#lookups,
      client: 'load',
      writer: this.#writer,
      clock: this.#clock,
      user,
      rollup: this.#rollup,
      from,
      periodMicros: (operationsPerRound / this.#plan.load.ratePerSecond) * 1e6,
      register: (wish, done) => {
        const wanted = numbered(wish, this.#nextId++);
        const first = this.#ways.first(user.account, this.#mix, this.#uniform);
        const { site, all: routes } = from;
        this.#registrar.register(wanted, { site, routes, first }, this.#clock(), (registration) => {
          if (registration.how === 'registered') this.#registered.push({ ...wanted.facts, site });
          done(registration);
        });
      },
    });
  }

  #every(ms: number, act: () => void): void {
    this.#timers.push(setInterval(act, ms));
  }
}
