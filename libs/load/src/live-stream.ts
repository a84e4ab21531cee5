import type { EventRecord } from '@plimsoll/history/record';
import type { HistoryWriter } from '@plimsoll/history/writer';
import { instanceHeader } from '@plimsoll/interface/sequencer/calls';
import type { SubscriptionLine } from '@plimsoll/interface/sequencer/subscription';
import { Client, type Dispatcher } from 'undici';
import { eventRecord } from './event-record.ts';
import type { HttpCaller } from './http-caller.ts';
import { LineSplitter } from './line-splitter.ts';
import { lowerBound } from './lower-bound.ts';
import type { Route } from './routes.ts';
import type { RunClock } from './run-clock.ts';
import type { Sessions } from './sessions.ts';

export interface LiveStreamOptions {
  readonly clock: RunClock;
  /** Undefined: nothing is recorded (the read probes' own streams). */
  readonly writer: HistoryWriter | undefined;
  readonly client: string;
  readonly member: number;
  readonly memberIndex: ReadonlyMap<string, number>;
  readonly site: string;
  /** Endpoints taken in turn after every break; one alone pins the stream to it. */
  readonly routes: readonly Route[];
  readonly sessions: Sessions;
  readonly caller: HttpCaller;
  /** A stream number unique over the run. */
  readonly nextStream: () => number;
  /** A stream without a line for so long is taken for dead and given up. */
  readonly silentMs: number;
  readonly backoffMaxMs: number;
  readonly onEvent: (event: EventRecord, stream: number) => void;
  readonly onProof: (upToMicros: number, stream: number) => void;
}

/**
 * One member's subscription, kept alive: on every break it resumes on the next endpoint *at the last event stored*
 * (inclusive: one event comes twice, and a difference would be a fork; facts/domain.md, "Subscription"), with bounded
 * backoff. It records what comes and judges nothing.
 */
export class LiveStream {
  readonly #options: LiveStreamOptions;
  #turn = 0;
  #failures = 0;
  #closed = false;
  /** The position was pruned: begin at the lower bound. */
  #pruned = false;
  #connection: Connection | undefined;
  #timer: NodeJS.Timeout | undefined;
  /** Where to resume: timestamp of the last event stored. */
  lastMicros: number | null = null;
  /** The event before that: safe to acknowledge, since the last one is still needed for resuming. */
  previousMicros: number | null = null;
  #lastNote = -Infinity;

  constructor(options: LiveStreamOptions) {
    this.#options = options;
    // Members do not all start at the same endpoint.
    this.#turn = options.member % options.routes.length;
  }

  /** Opens it, and keeps it open until `close`. */
  open(): void {
    if (this.#closed) return;
    const { sessions, member, routes } = this.#options;
    const route = routes[this.#turn % routes.length] as Route;
    void sessions.prepare(member, route).then(async (token) => {
      if (token === undefined) return this.#broken(route, undefined, 'NOT_SENT', 'no token');
      if (this.#pruned) this.lastMicros = await lowerBound(this.#options.caller, route, token);
      this.#pruned = false;
      if (this.#closed) return;
      this.#connection = new Connection(this.#options, route, token, this.lastMicros, {
        event: (event) => this.#event(event),
        broken: (stream, code, detail) => {
          if (code === 'UNAUTHENTICATED') sessions.refused(member, route, token);
          this.#broken(route, stream, code, detail);
        },
      });
    });
  }

  /** Ends it for good. `complete` says that all that was wanted was read. */
  close(complete: boolean): void {
    this.#closed = true;
    clearTimeout(this.#timer);
    this.#connection?.close(complete);
  }

  #event(event: EventRecord): void {
    this.#failures = 0;
    if (event.timestampMicros !== this.lastMicros) {
      this.previousMicros = this.lastMicros;
      this.lastMicros = event.timestampMicros;
    }
    this.#options.onEvent(event, event.stream);
  }

  #broken(route: Route, stream: number | undefined, code: string, detail?: string): void {
    if (this.#closed) return;
    const { writer, clock, client, member, site, backoffMaxMs } = this.#options;
    const now = clock();
    // What never opened leaves a note of the position that it asked for, at most one every 200 ms.
    if (stream === undefined && writer !== undefined && now - this.#lastNote > 200_000) {
      this.#lastNote = now;
      const { lastMicros: fromMicros } = this;
      const { instance } = route.endpoint;
      const values = { member, site, instance, fromMicros, code, detail: detail ?? '' };
      writer.write({ kind: 'note', atMicros: now, client, about: 'subscribe-failed', values });
    }
    if (code === 'EVENTS_UNAVAILABLE') this.#pruned = true;
    this.#turn += 1;
    const backoffMs = Math.min(backoffMaxMs, 10 * 2 ** Math.min(this.#failures, 10));
    this.#failures += 1;
    this.#timer = setTimeout(() => this.open(), backoffMs);
  }
}

interface Told {
  readonly event: (event: EventRecord) => void;
  readonly broken: (stream: number | undefined, code: string, detail?: string) => void;
}

/** One connection of a live stream: from its request to its end. */
class Connection implements Dispatcher.DispatchHandler {
  readonly #options: LiveStreamOptions;
  readonly #route: Route;
  readonly #fromMicros: number | null;
  readonly #told: Told;
  readonly #client: Client;
  readonly #splitter = new LineSplitter();
  #stream: number | undefined;
  #refused: { readonly status: number; text: string } | undefined;
  #silence: NodeJS.Timeout;
  #ended = false;

  constructor(
    options: LiveStreamOptions,
    route: Route,
    token: string,
    fromMicros: number | null,
    told: Told,
  ) {
    this.#options = options;
    this.#route = route;
    this.#fromMicros = fromMicros;
    this.#told = told;
    this.#client = new Client(`http://${route.address.host}:${route.address.port}`, {
      headersTimeout: 0,
      bodyTimeout: 0,
      connect: { timeout: options.silentMs },
    });
    this.#silence = setTimeout(() => this.#end('TIMEOUT', 'no line for too long'), options.silentMs);
    const path = fromMicros === null ? '/v1/subscribe' : `/v1/subscribe?from=${fromMicros}`;
    this.#client.dispatch({ method: 'GET', path, headers: ['authorization', `Bearer ${token}`] }, this);
  }

  close(complete: boolean): void {
    this.#end(undefined, undefined, complete);
  }

  onRequestStart(): void {}

  onResponseStart(_: unknown, status: number, headers: Record<string, string | string[] | undefined>): void {
    if (this.#ended) return;
    if (status !== 200) {
      this.#refused = { status, text: '' };
      return;
    }
    const { writer, client, site, member, nextStream, clock } = this.#options;
    this.#stream = nextStream();
    const servedBy = headers[instanceHeader];
    writer?.write({
      kind: 'open',
      stream: this.#stream,
      observer: 'live',
      client,
      site,
      instance: this.#route.endpoint.instance,
      ...(typeof servedBy === 'string' ? { servedBy } : {}),
      member,
      fromMicros: this.#fromMicros,
      atMicros: clock(),
    });
  }

  onResponseData(_: unknown, chunk: Buffer): void {
    if (this.#ended) return;
    this.#silence.refresh();
    if (this.#refused !== undefined) {
      this.#refused.text += chunk.toString('utf8').slice(0, 4096);
      return;
    }
    for (const line of this.#splitter.push(chunk)) {
      if (this.#ended) return;
      if (line !== '') this.#line(line);
    }
    if (this.#splitter.overflow) this.#end('GARBAGE', 'a line without end');
  }

  onResponseEnd(): void {
    if (this.#refused === undefined) return this.#end('TRANSPORT', 'the stream was ended without a word');
    const code = /"code"\s*:\s*"([A-Z0-9_]{1,64})"/.exec(this.#refused.text)?.[1] ?? 'GARBAGE';
    this.#end(code, `HTTP ${this.#refused.status}`);
  }

  onResponseError(_: unknown, error: Error): void {
    this.#end('TRANSPORT', error.message);
  }

  #line(text: string): void {
    const { clock, writer, memberIndex, onProof } = this.#options;
    const stream = this.#stream as number;
    let line: SubscriptionLine;
    try {
      line = JSON.parse(text) as SubscriptionLine;
    } catch {
      return this.#end('GARBAGE', text.slice(0, 200));
    }
    if (line?.type === 'event') {
      const event = eventRecord(line, stream, clock(), memberIndex);
      if (event === undefined) return this.#end('GARBAGE', text.slice(0, 200));
      writer?.write(event);
      this.#told.event(event);
    } else if (line?.type === 'proof' && Number.isSafeInteger(line.upToMicros)) {
      writer?.write({ kind: 'proof', stream, atMicros: clock(), upToMicros: line.upToMicros });
      onProof(line.upToMicros, stream);
    } else if (line?.type === 'error') {
      this.#end(String(line.code).slice(0, 64), String(line.message).slice(0, 200));
    } else this.#end('GARBAGE', text.slice(0, 200));
  }

  /** `code` undefined: we wanted the end. */
  #end(code: string | undefined, detail?: string, complete = false): void {
    if (this.#ended) return;
    this.#ended = true;
    clearTimeout(this.#silence);
    if (this.#stream !== undefined) {
      this.#options.writer?.write({
        kind: 'close',
        stream: this.#stream,
        atMicros: this.#options.clock(),
        complete,
        ...(code === undefined ? {} : { code }),
        ...(detail === undefined ? {} : { detail }),
      });
    }
    void this.#client.destroy();
    if (code !== undefined) this.#told.broken(this.#stream, code, detail);
  }
}
