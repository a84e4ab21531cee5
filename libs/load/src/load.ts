import { random } from '@plimsoll/history/random';
import type { SendRecord } from '@plimsoll/history/record';
import type { HistoryWriter } from '@plimsoll/history/writer';
import { arrivals } from './arrivals.ts';
import { type Attempt, type AttemptTools, makeAttempt } from './attempt.ts';
import type { ClientPlan, LoadStatus } from './client.ts';
import { type DrawnEnvelope, type DrawnSend, type DrawOptions, drawSend } from './draw-send.ts';
import { DueQueue } from './due-queue.ts';
import { HttpCaller } from './http-caller.ts';
import { LiveStream } from './live-stream.ts';
import { LoadMeter } from './load-meter.ts';
import { testMembers } from './members.ts';
import { MemberCalls } from './member-calls.ts';
import { defaultMix } from './mix.ts';
import { rehearse } from './rehearse.ts';
import { renderSend } from './render-send.ts';
import { type Retry, RetryBook } from './retry-book.ts';
import { homeSite, type Route, routesFrom } from './routes.ts';
import { runClock, wallMicros } from './run-clock.ts';
import { Sessions } from './sessions.ts';
import { silentMs, streamsFrom } from './streams.ts';

/**
 * A send that may be made again: what of it does not change. Thousands may be undecided at a time, so the rendered text is not
 * kept (the collector would have to carry it about, and the loop to wait for that): the few that are made again are rendered again.
 */
interface Send {
  readonly member: number;
  readonly envelopes: readonly DrawnEnvelope[];
  readonly awaits: 'accepted' | 'sequenced';
  readonly purpose: SendRecord['purpose'];
  /** Each attempt may be sequenced for so long. */
  readonly windowMs: number;
  readonly topologyTimestampMicros: number | undefined;
}

const requestTimeoutMs = 5000;
const maxAttempts = 4;
/**
 * Sends rehearsed at most, and not more than are made in two seconds: the first thousand take 80 µs of the processor each, and only after
 * some thousands it is 25.
 */
const rehearsedMax = 20_000;
/**
 * Sends made in one turn of the event loop at most: then the replies have theirs. Without it a late turn finds no connection free, since
 * nobody has read what came on them; opens one for each send; is later for it; and so on up to all that are allowed.
 */
const turnMax = 64;
/** Connections opened beforehand, for each send a second: those in flight while a reply takes 20 ms, as the first ones do. */
const openedShare = 0.02;
/** Refusals that sending again can cure; others mean that the request itself is wrong, or that it is over. */
const curable: ReadonlySet<string> = new Set([
  'NOT_SENT',
  'UNAUTHENTICATED',
  'SEQUENCER_OVERLOADED',
  'SEQUENCER_UNAVAILABLE',
  'NO_NODE_AVAILABLE',
  'MAX_SEQUENCING_TIME_EXCEEDED',
  'REQUEST_TIMEOUT',
]);

/** The load of a run, inside its own process: open loop sends, live subscriptions, small calls, retries by the rule, final barrier. */
export class Load {
  readonly #plan: ClientPlan;
  readonly #tools: AttemptTools & { readonly sessions: Sessions; readonly writer: HistoryWriter };
  readonly #meter: LoadMeter;
  readonly #book = new RetryBook<Send>(maxAttempts);
  readonly #streams = new Map<number, LiveStream>();
  readonly #observedOn = new Map<number, number>();
  readonly #calls: MemberCalls;
  readonly #drawOptions: DrawOptions;
  readonly #draw: () => DrawnSend;
  readonly #connections: number;
  readonly #later = new DueQueue<() => void>();
  readonly #sentinels = new Map<number, number>();
  readonly #reached = new Set<number>();
  #nextId = 0;
  #inFlight = 0;
  #turn = 0;
  #sending = false;
  #retrying = true;
  #tick: NodeJS.Timeout | undefined;
  #second: NodeJS.Timeout | undefined;

  constructor(plan: ClientPlan, writer: HistoryWriter) {
    this.#plan = plan;
    const clock = runClock(plan.runStartNanos);
    // All that can be due while one request times out: more than that hangs only if everything does.
    this.#connections = Math.min(
      1024,
      Math.max(64, Math.ceil(plan.load.ratePerSecond * (requestTimeoutMs / 1000))),
    );
    const caller = new HttpCaller(clock, { connections: this.#connections, timeoutMs: requestTimeoutMs });
    const sessions = new Sessions(caller, plan.members);
    this.#tools = { caller, sessions, writer, clock };
    this.#meter = new LoadMeter(clock);
    const members = testMembers(plan.members);
    this.#drawOptions = {
      mix: { ...defaultMix, ...plan.mix },
      members,
      memberCount: plan.members.length,
      awaitShare: plan.load.awaitShare,
      bytes: plan.load.bytes,
      capabilities: plan.capabilities,
    };
    const uniform = random(plan.seed, 'load', 'sends');
    this.#draw = () => drawSend(this.#drawOptions, uniform);
    for (const member of members) this.#streams.set(member, this.#stream(member));
    this.#calls = new MemberCalls(
      this.#tools,
      'load',
      members.map((member, i) => ({
        member,
        site: homeSite(member, plan.sites),
        routes: this.#routes(member).all,
        stream: this.#streams.get(member) as LiveStream,
        // The last one is the slow one.
        acknowledgeMs: i === members.length - 1 && i > 0 ? (plan.load.slowestAcknowledgeMs ?? 60_000) : 1000,
      })),
      plan.capabilities,
    );
  }

  /** Rehearses, opens the subscriptions and gets tokens, so that the first send does not wait for any of it. */
  async prepare(): Promise<void> {
    const { ratePerSecond } = this.#plan.load;
    const uniform = random(this.#plan.seed, 'load', 'rehearsal');
    await rehearse(
      Math.min(rehearsedMax, Math.ceil(ratePerSecond * 2)),
      this.#plan.members,
      () => drawSend(this.#drawOptions, uniform),
      this.#tools.clock,
    );
    for (const stream of this.#streams.values()) stream.open();
    const routes = [...this.#streams.keys()].flatMap((member) => this.#routes(member).all);
    for (const address of new Set(routes.map((route) => route.address)))
      this.#tools.caller.open(address, Math.floor(ratePerSecond * openedShare));
    this.#tick = setInterval(() => this.#runLater(), 5);
    await Promise.all(
      [...this.#streams.keys()].flatMap((member) =>
        this.#routes(member).all.map((route) => this.#tools.sessions.prepare(member, route)),
      ),
    );
  }

  begin(): void {
    this.#sending = true;
    this.#calls.start();
    this.#second = setInterval(() => this.#meter.everySecond(this.#tools.writer), 1000);
    const { arrivals: kind, ratePerSecond } = this.#plan.load;
    if (ratePerSecond <= 0) return;
    const schedule = arrivals(kind, ratePerSecond, random(this.#plan.seed, 'load', 'arrivals'));
    const beganMicros = this.#tools.clock();
    let dueMicros = beganMicros + schedule.next().value;
    // What is due goes out together: a timer for each request would have a grain of 1 ms each.
    const turn = (): void => {
      if (!this.#sending) return;
      for (let made = 0; made < turnMax; made += 1) {
        const now = this.#tools.clock();
        if (dueMicros > now) return void setTimeout(turn, 1);
        this.#scheduled(dueMicros, now);
        dueMicros = beganMicros + schedule.next().value;
      }
      setImmediate(turn);
    };
    turn();
  }

  status(): LoadStatus {
    this.#meter.inFlight = this.#inFlight;
    return this.#meter.status();
  }

  async stop(withinMs: number): Promise<LoadStatus> {
    this.#sending = false;
    const idle = (): boolean => this.#inFlight === 0 && this.#book.size === 0 && this.#later.size === 0;
    await until(idle, withinMs);
    // What is undecided stays so: only the final barrier is repeated from here on.
    this.#retrying = false;
    this.#book.clear();
    return this.status();
  }

  async sentinel(withinMs: number): Promise<{ reached: number[]; missing: number[] }> {
    this.#sending = false;
    this.#retrying = true;
    const windowMs = Math.min(this.#plan.load.maxSequencingTimeMs, 3000);
    const awaits = this.#plan.capabilities.includes('await-sequenced') ? 'sequenced' : 'accepted';
    for (const member of this.#streams.keys()) {
      const id = this.#nextId++;
      this.#sentinels.set(id, member);
      const send: Send = {
        member,
        envelopes: [{ to: [member], everyone: false, bytes: 0 }],
        awaits,
        purpose: 'sentinel',
        windowMs,
        topologyTimestampMicros: undefined,
      };
      this.#attempt(id, send, this.#pickRoute(member, 'own'), this.#tools.clock());
    }
    await until(() => this.#reached.size === this.#sentinels.size, withinMs);
    this.#retrying = false;
    const members = [...this.#sentinels.values()];
    return {
      reached: members.filter((member) => this.#reached.has(member)),
      missing: members.filter((member) => !this.#reached.has(member)),
    };
  }

  async close(): Promise<void> {
    clearInterval(this.#tick);
    clearInterval(this.#second);
    this.#sending = false;
    this.#retrying = false;
    this.#calls.stop();
    for (const stream of this.#streams.values()) stream.close(true);
    // What is still in flight ends as `info` rather than unrecorded.
    await until(() => this.#inFlight === 0, requestTimeoutMs + 500);
    this.#meter.finish(this.#tools.writer);
    this.#tools.caller.close();
  }

  readonly #routesBySite = new Map<string, ReturnType<typeof routesFrom>>();

  #routes(member: number): ReturnType<typeof routesFrom> {
    const site = homeSite(member, this.#plan.sites);
    let routes = this.#routesBySite.get(site);
    if (routes === undefined) {
      routes = routesFrom(site, this.#plan.endpoints);
      this.#routesBySite.set(site, routes);
    }
    return routes;
  }

  #pickRoute(member: number, kind: DrawnSend['route']): Route {
    const routes = this.#routes(member);
    const group = routes[kind].length > 0 ? routes[kind] : routes.all;
    return group[this.#turn++ % group.length] as Route;
  }

  #scheduled(dueMicros: number, now: number): void {
    this.#meter.offered += 1;
    const drawn = this.#draw();
    const route = this.#pickRoute(drawn.member, drawn.route);
    if (this.#tools.caller.inFlight(route.address) >= this.#connections) {
      this.#meter.unsent += 1;
      return;
    }
    const id = this.#nextId++;
    const topologyTimestampMicros = drawn.kind === 'topology-ahead' ? wallMicros() + 600_000_000 : undefined;
    const send: Send = {
      member: drawn.member,
      envelopes: drawn.envelopes,
      awaits: drawn.awaits,
      purpose: drawn.kind === 'plain' || drawn.kind === 'tight' ? 'load' : 'poke',
      windowMs: this.#plan.load.maxSequencingTimeMs,
      topologyTimestampMicros,
    };
    this.#meter.started(now - dueMicros);
    if (drawn.kind === 'plain' && drawn.againAfterMs !== undefined) {
      // Twice on purpose, before expiry: outside the retry rule, and never a third time.
      this.#make(id, 1, send, route, dueMicros, send.windowMs);
      const againMicros = dueMicros + drawn.againAfterMs * 1000;
      const again = (): void => {
        const other = this.#pickRoute(send.member, drawn.route === 'own' ? 'other' : 'own');
        this.#make(id, 2, send, other, againMicros, send.windowMs);
      };
      this.#later.add(againMicros, again);
    } else if (send.purpose === 'poke') {
      this.#make(
        id,
        1,
        send,
        route,
        dueMicros,
        drawn.kind === 'past' ? -1000 - (id % 9) * 1000 : send.windowMs,
      );
    } else {
      this.#attempt(id, send, route, dueMicros, undefined, drawn.kind === 'tight' ? id % 40 : send.windowMs);
    }
  }

  /** An attempt under the retry rule. */
  #attempt(
    id: number,
    send: Send,
    route: Route,
    dueMicros: number,
    retry?: Retry<Send>,
    windowMs = send.windowMs,
  ): void {
    const attempt = this.#book.sent(id, send.member, send);
    this.#make(id, attempt, send, route, dueMicros, windowMs, retry, (record) => {
      const next = this.#book.ended(id, verdictOf(record), record.maxSequencingTimeMicros);
      // A definite refusal may be sent again at once; a little later is likelier to help: 0.1, 0.4, 1.6 s.
      if (next !== undefined)
        this.#retry(next, record.outcome === 'fail' ? 100 * 4 ** (record.attempt - 1) : 0);
    });
  }

  #retry(retry: Retry<Send>, afterMs: number): void {
    if (!this.#retrying) return;
    const dueMicros = this.#tools.clock() + afterMs * 1000;
    const go = (): void => {
      if (!this.#retrying || !this.#book.has(retry.id)) return;
      const { all } = this.#routes(retry.send.member);
      this.#attempt(retry.id, retry.send, all[this.#turn++ % all.length] as Route, dueMicros, retry);
    };
    if (afterMs === 0) go();
    else this.#later.add(dueMicros, go);
  }

  #make(
    id: number,
    attempt: number,
    send: Send,
    route: Route,
    dueMicros: number,
    windowMs: number,
    retry?: Retry<Send>,
    ended?: (record: SendRecord) => void,
  ): void {
    this.#inFlight += 1;
    this.#meter.attempts += 1;
    const made: Attempt = {
      id,
      attempt,
      member: send.member,
      site: homeSite(send.member, this.#plan.sites),
      route,
      rendered: renderSend(id, send.member, this.#plan.members, send),
      awaits: send.awaits,
      maxSequencingTimeMicros: wallMicros() + windowMs * 1000,
      topologyTimestampMicros: send.topologyTimestampMicros,
      observedMicros: retry?.observedMicros,
      observedOn: retry?.observedMicros === undefined ? undefined : this.#observedOn.get(send.member),
      purpose: send.purpose,
      dueMicros,
    };
    makeAttempt(this.#tools, made, (record) => {
      this.#inFlight -= 1;
      this.#meter.ended(record);
      ended?.(record);
    });
  }

  #runLater(): void {
    const now = this.#tools.clock();
    for (let due = this.#later.take(now); due !== undefined; due = this.#later.take(now)) due();
  }

  #stream(member: number): LiveStream {
    const { clock, writer, sessions } = this.#tools;
    return new LiveStream({
      clock,
      writer,
      client: 'load',
      member,
      memberIndex: new Map(this.#plan.members.map(({ name }, index) => [name, index])),
      site: homeSite(member, this.#plan.sites),
      routes: this.#routes(member).all,
      sessions,
      caller: this.#tools.caller,
      nextStream: this.#nextStream,
      silentMs: silentMs(this.#plan.capabilities),
      backoffMaxMs: 1000,
      onEvent: (event, stream) => {
        this.#meter.events += 1;
        if (event.receipt && event.id >= 0) {
          this.#book.receipt(event.id);
          if (this.#sentinels.get(event.id) === member) this.#reached.add(member);
        }
        this.#observed(member, event.timestampMicros, stream);
      },
      onProof: (upToMicros, stream) => this.#observed(member, upToMicros, stream),
    });
  }
  readonly #nextStream = streamsFrom('load');

  #observed(member: number, micros: number, stream: number): void {
    if (micros > (this.#book.observedBy(member) ?? -1)) this.#observedOn.set(member, stream);
    for (const retry of this.#book.observed(member, micros)) this.#retry(retry, 0);
  }
}

function verdictOf(record: SendRecord): 'done' | 'failed' | 'open' {
  if (record.status === 'sequenced' || record.status === 'rejected') return 'done';
  if (record.outcome !== 'fail') return 'open';
  return curable.has(record.code ?? '') ? 'failed' : 'done';
}

/** Waits for a condition, at most `withinMs`. */
async function until(condition: () => boolean, withinMs: number): Promise<void> {
  const end = performance.now() + withinMs;
  while (!condition() && performance.now() < end) await new Promise((resolve) => setTimeout(resolve, 10));
}
