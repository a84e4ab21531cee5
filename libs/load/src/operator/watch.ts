import { createPrivateKey } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { random } from '@plimsoll/history/random';
import type { HistoryRecord } from '@plimsoll/history/record';
import type { HistoryWriter } from '@plimsoll/history/writer';
import type { Barrier, ClientPlan, WatchStatus } from '../client.ts';
import { HealthPolls } from '../health-polls.ts';
import { HttpCaller } from '../http-caller.ts';
import { LoopDelay } from '../loop-delay.ts';
import { homeRoutes, type Route } from '../routes.ts';
import { runClock } from '../run-clock.ts';
import { WatchBoard } from '../watch-board.ts';
import { ChainWatch } from './chain/chain-watch.ts';
import { accountsPerSeries, isProbeAccount } from './create-accounts.ts';
import { waitForEnds } from './end-wait.ts';
import { Forger } from './forger.ts';
import { LiveSamples } from './live-samples.ts';
import type { Askable } from './operation-end.ts';
import { Operators } from './operators.ts';
import { OrderProbes } from './order-probes.ts';
import { probeIdsFrom } from './probe-ids.ts';
import { orderProbePeriodMs } from './probe-period.ts';
import { chainOf, rollupOf } from './rollup-of.ts';
import { User } from './user.ts';
import { UserPolls } from './user-polls.ts';

const probeTimeoutMs = 2000;
const healthEveryMs = 100;
const healthTimeoutMs = 1000;
const sampleEveryMs = 100;
const accountEveryMs = 250;
const blockEveryMs = 100;
const forgeEveryMs = 500;

/** The watch of a run against an operator, inside its own process: probes, health polls, samples of what nodes show, the chain, forgeries. */
export class OperatorWatch {
  readonly #writer: HistoryWriter;
  readonly #clock: () => number;
  readonly #callers: HttpCaller[] = [];
  readonly #board: WatchBoard;
  readonly #timers: NodeJS.Timeout[] = [];
  readonly #loop = new LoopDelay();
  readonly #nodes: readonly Route[];
  readonly #lookups: HttpCaller;
  readonly #operators: Operators;
  readonly #probes: readonly OrderProbes[];
  readonly #registered: Askable[] = [];
  readonly #begin: () => void;
  #writing = false;
  #closed = false;

  constructor(plan: ClientPlan, writer: HistoryWriter) {
    this.#writer = writer;
    this.#clock = runClock(plan.runStartNanos);
    const routes = homeRoutes(plan);
    this.#nodes = routes.filter(({ endpoint }) => endpoint.serves === 'node');
    const periodMs = plan.load.probePeriodMs ?? orderProbePeriodMs(routes.length);
    this.#board = new WatchBoard(Math.max(500, periodMs * 5));
    // Each kind of call has a time-out of its own, and none waits for a connection that another holds.
    const writes = this.#caller(probeTimeoutMs);
    const reads = this.#caller(probeTimeoutMs);
    this.#lookups = this.#caller(probeTimeoutMs);
    const health = new HealthPolls(this.#caller(healthTimeoutMs), routes, this.#clock, this.#take);
    const samples = new LiveSamples({
      caller: this.#lookups,
      nodes: this.#nodes,
      operators: new Operators(plan),
      accounts: plan.members.map((_, account) => account),
      clock: this.#clock,
      uniform: random(plan.seed, 'watch', 'samples'),
      record: this.#take,
    });
    const operators = new Operators(plan);
    this.#operators = operators;
    const users = probeUsers(plan);
    const free = [...users];
    const nextId = probeIdsFrom();
    this.#probes = routes.map((route) => {
      const { site } = route.endpoint;
      const own = free.filter(({ account }) => operators.manages(site, account)).slice(0, accountsPerSeries);
      for (const user of own) free.splice(free.indexOf(user), 1);
      return new OrderProbes({
        writes,
        reads,
        route,
        users: own,
        receiver: own[0]?.account ?? 0,
        rollup: rollupOf(plan),
        clock: this.#clock,
        nextId,
        record: this.#take,
        registered: (facts) => {
          this.#registered.push({ ...facts, site });
          samples.add({ ...facts, site });
        },
      });
    });
    const polls = new UserPolls({
      caller: this.#lookups,
      client: 'watch',
      writer: { write: this.#take },
      clock: this.#clock,
      users,
      routes: ({ account }) => {
        const all = this.#nodes.filter(({ endpoint }) => operators.manages(endpoint.site, account));
        return { site: all[0]?.endpoint.site ?? '', all };
      },
      changed: () => undefined,
    });
    const chain = new ChainWatch(chainOf(plan), this.#clock, this.#take);
    const forger = new Forger({
      caller: this.#lookups,
      routes,
      rollup: rollupOf(plan),
      users,
      operators,
      clock: this.#clock,
      record: this.#take,
    });

    this.#begin = () => {
      this.#writing = true;
      this.#every(periodMs, () => {
        for (const probe of this.#probes) {
          if (this.#writing) probe.write();
          probe.read();
        }
      });
      this.#every(healthEveryMs, () => health.tick());
      this.#every(sampleEveryMs, () => samples.askStatus());
      this.#every(sampleEveryMs, () => polls.askEnd());
      this.#every(accountEveryMs, () => samples.askAccount());
      this.#every(forgeEveryMs, () => forger.tick());
      this.#every(blockEveryMs, () => void chain.look());
      this.#every(1000, () => this.#note('watch', { loopMaxMs: this.#loop.recentMaxMs() }));
      this.#note('probes', { periodMs, writeSeries: routes.length, readSeries: routes.length });
    };
  }

  begin(): void {
    this.#begin();
  }

  status(): WatchStatus {
    return this.#board.status(this.#clock());
  }

  /** Writes nothing more, and waits until every node shows an end of all that was registered. */
  async settle(withinMs: number): Promise<Barrier> {
    this.#writing = false;
    const end = performance.now() + probeTimeoutMs + 500;
    while (this.#probes.some(({ idle }) => !idle) && performance.now() < end) await pause(10);
    return waitForEnds(this.#lookups, this.#nodes, this.#operators, this.#registered, withinMs);
  }

  async close(): Promise<void> {
    this.#closed = true;
    for (const timer of this.#timers) clearInterval(timer);
    this.#note('eventLoop', this.#loop.finish());
    for (const caller of this.#callers) caller.close();
  }

  /** Records, and keeps the board up to date. */
  readonly #take = (record: HistoryRecord): void => {
    // What is cut off by our own end says nothing about the subject; but an operation may have been registered.
    if (this.#closed && record.kind !== 'operation') return;
    this.#writer.write(record);
    if (record.kind === 'probe') {
      this.#board.probe(
        record.probe,
        record.site,
        record.instance,
        record.outcome === 'ok',
        record.doneMicros,
      );
    } else if (record.kind === 'health') {
      this.#board.health(record.instance, record.ready, record.doneMicros);
    }
  };

  #caller(timeoutMs: number): HttpCaller {
    const caller = new HttpCaller(this.#clock, { connections: 64, timeoutMs });
    this.#callers.push(caller);
    return caller;
  }

  #every(ms: number, act: () => void): void {
    this.#timers.push(setInterval(act, ms));
  }

  #note(about: string, values: Readonly<Record<string, unknown>>): void {
    this.#writer.write({ kind: 'note', atMicros: this.#clock(), client: 'watch', about, values });
  }
}

/** The accounts of the probes. */
function probeUsers({ members, genesis }: ClientPlan): User[] {
  return members.flatMap(({ name, privateKeyPem }, account) =>
    isProbeAccount(name)
      ? [new User(account, createPrivateKey(privateKeyPem), BigInt(genesis?.[account]?.balances['0'] ?? 0))]
      : [],
  );
}
