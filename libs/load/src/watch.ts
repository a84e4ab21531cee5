import type { HistoryRecord } from '@plimsoll/history/record';
import type { HistoryWriter } from '@plimsoll/history/writer';
import type { ClientPlan, WatchStatus } from './client.ts';
import { HealthPolls } from './health-polls.ts';
import { HttpCaller } from './http-caller.ts';
import { Intruder } from './intruder.ts';
import { LiveStream } from './live-stream.ts';
import { LoopDelay } from './loop-delay.ts';
import { MemberCalls } from './member-calls.ts';
import { probeMember, testMembers } from './members.ts';
import { probePeriodMs } from './probe-period.ts';
import { ReadProbe } from './read-probe.ts';
import { homeRoutes, type Route } from './routes.ts';
import { runClock } from './run-clock.ts';
import { Sessions } from './sessions.ts';
import { silentMs, streamsFrom } from './streams.ts';
import { WatchBoard } from './watch-board.ts';
import { WriteProbes } from './write-probes.ts';

const probeTimeoutMs = 2000;
const healthEveryMs = 100;
const healthTimeoutMs = 1000;
const intrusionEveryMs = 500;
const acknowledgeMs = 2000;

/** The watch of a run, inside its own process: probes, health polls, live readers at every node, intrusions. Each from the instance's own site. */
export class Watch {
  readonly #writer: HistoryWriter;
  readonly #clock: () => number;
  readonly #callers: HttpCaller[] = [];
  readonly #board: WatchBoard;
  readonly #streams: LiveStream[] = [];
  readonly #timers: NodeJS.Timeout[] = [];
  readonly #loop = new LoopDelay();
  readonly #begin: () => void;
  readonly #prepare: () => Promise<unknown>;
  #calls: MemberCalls | undefined;
  #closed = false;

  constructor(plan: ClientPlan, writer: HistoryWriter) {
    this.#writer = writer;
    this.#clock = runClock(plan.runStartNanos);
    const routes = homeRoutes(plan);
    const nodes = routes.filter(({ endpoint }) => endpoint.serves === 'node');
    const periodMs = plan.load.probePeriodMs ?? probePeriodMs(routes.length);
    this.#board = new WatchBoard(Math.max(500, periodMs * 5));
    // Each kind of call has a time-out of its own, and none waits for a connection that another holds.
    const probing = this.#caller(probeTimeoutMs);
    const sessions = new Sessions(probing, plan.members);
    const health = new HealthPolls(this.#caller(healthTimeoutMs), routes, this.#clock, this.#take);
    const intruder = new Intruder({
      caller: this.#caller(probeTimeoutMs),
      sessions,
      members: plan.members,
      routes,
      capabilities: plan.capabilities,
      clock: this.#clock,
      record: this.#take,
    });
    const member = plan.members.findIndex(({ name }) => name === probeMember);
    const nextStream = streamsFrom('watch');
    const stream = (
      of: number,
      route: Route,
      told: Pick<ConstructorParameters<typeof LiveStream>[0], 'onEvent' | 'writer'>,
    ): LiveStream => {
      const live = new LiveStream({
        clock: this.#clock,
        client: 'watch',
        member: of,
        memberIndex: new Map(plan.members.map(({ name }, index) => [name, index])),
        site: route.endpoint.site,
        routes: [route],
        sessions,
        caller: probing,
        nextStream,
        silentMs: silentMs(plan.capabilities),
        // An outage is measured by these streams: they come back fast.
        backoffMaxMs: 100,
        onProof: () => undefined,
        ...told,
      });
      this.#streams.push(live);
      return live;
    };

    const reads: ReadProbe[] = [];
    let writes: WriteProbes | undefined;
    if (member >= 0) {
      writes = new WriteProbes({
        caller: probing,
        sessions,
        member,
        name: probeMember,
        routes,
        awaitSequenced: plan.capabilities.includes('await-sequenced'),
        timeoutMs: probeTimeoutMs,
        clock: this.#clock,
        record: this.#take,
      });
      const own = nodes.map((route) => {
        const read = new ReadProbe(route, periodMs * 4, this.#take);
        reads.push(read);
        return stream(member, route, {
          writer: undefined,
          onEvent: (event) => {
            read.arrived(event.timestampMicros, event.atMicros);
            for (const { digest } of event.envelopes) writes?.receipt(digest);
          },
        });
      });
      // Pruning waits for every enabled member, and so for this one too.
      this.#calls = new MemberCalls(
        { caller: probing, sessions, writer, clock: this.#clock },
        'watch',
        [{ member, site: plan.sites[0] as string, routes, stream: slowestOf(own), acknowledgeMs }],
        plan.capabilities.filter((capability) => capability === 'acknowledge'),
      );
    }
    const members = testMembers(plan.members);
    nodes.forEach((route, k) => {
      for (const of of new Set([members[k % members.length], members[(k + 1) % members.length]])) {
        if (of !== undefined) stream(of, route, { writer, onEvent: () => undefined });
      }
    });

    this.#prepare = () =>
      Promise.all(member < 0 ? [] : routes.map((route) => sessions.prepare(member, route)));
    this.#begin = () => {
      for (const live of this.#streams) live.open();
      this.#calls?.start();
      this.#every(periodMs, () => {
        writes?.tick();
        for (const read of reads) read.tick(this.#clock());
      });
      this.#every(healthEveryMs, () => health.tick());
      this.#every(intrusionEveryMs, () => intruder.tick());
      this.#every(1000, () => this.#note('watch', { loopMaxMs: this.#loop.recentMaxMs() }));
      this.#note('probes', { periodMs, writeSeries: routes.length, readSeries: reads.length });
    };
  }

  /** Gets the probe member's tokens. */
  async prepare(): Promise<void> {
    await this.#prepare();
  }

  begin(): void {
    this.#begin();
  }

  status(): WatchStatus {
    return this.#board.status(this.#clock());
  }

  async close(): Promise<void> {
    this.#closed = true;
    for (const timer of this.#timers) clearInterval(timer);
    this.#calls?.stop();
    this.#note('eventLoop', this.#loop.finish());
    for (const live of this.#streams) live.close(true);
    for (const caller of this.#callers) caller.close();
  }

  /** Records, and keeps the board up to date. */
  readonly #take = (record: HistoryRecord): void => {
    // What is cut off by our own end says nothing about the subject.
    if (this.#closed) return;
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

/** The position that all of a member's streams have passed: no node may lose what one of them still has to read. */
function slowestOf(streams: readonly LiveStream[]): Pick<LiveStream, 'previousMicros'> {
  return {
    get previousMicros() {
      const positions = streams.map(({ previousMicros }) => previousMicros);
      return positions.includes(null) ? null : Math.min(...(positions as number[]));
    },
  };
}
