import { createPrivateKey, sign } from 'node:crypto';
import type { EventRecord } from '@plimsoll/history/record';
import type { HistoryWriter } from '@plimsoll/history/writer';
import { challengeText, instanceHeader } from '@plimsoll/interface/sequencer/calls';
import type { SubscriptionLine } from '@plimsoll/interface/sequencer/subscription';
import { Pool } from 'undici';
import type { ClientPlan, Endpoint, TestMember } from './client.ts';
import { isSentinel } from './content.ts';
import { eventRecord } from './event-record.ts';
import { LineSplitter } from './line-splitter.ts';
import { testMembers } from './members.ts';
import { runClock } from './run-clock.ts';
import { streamsFrom } from './streams.ts';

const parallel = 8;

/** What became of one connection: read to the end, or why not. */
type Ended = 'complete' | { readonly code: string; readonly detail: string };

/**
 * The first of two unrelated observers of the final state (HR-07): undici and its own cutting of lines. Reads every
 * enabled member's whole stream on every node, until the member's sentinel has passed, and records what it saw. The
 * second observer (second-observer.ts) shares no code with it; where they differ, the verdict is about them.
 */
export class FirstObserver {
  events = 0;
  /** A stream without a new event for so long, before its sentinel, is given up as incomplete. */
  readonly #stuckMs: number;
  readonly #plan: ClientPlan;
  readonly #writer: HistoryWriter;
  readonly #clock: () => number;
  readonly #nextStream = streamsFrom('first');
  readonly #pools = new Map<string, Pool>();
  readonly #memberIndex: ReadonlyMap<string, number>;
  /** Timestamp of each member's sentinel, once any node has shown it. */
  readonly #sentinels = new Map<number, number>();

  constructor(plan: ClientPlan, writer: HistoryWriter) {
    this.#plan = plan;
    this.#stuckMs = plan.finalStuckMs ?? 20_000;
    this.#writer = writer;
    this.#clock = runClock(plan.runStartNanos);
    this.#memberIndex = new Map(plan.members.map(({ name }, index) => [name, index]));
  }

  /** Reads everything; a few streams at a time, so that the subject is not measured by its final reads. */
  async read(): Promise<{ readonly events: number }> {
    const jobs = testMembers(this.#plan.members).flatMap((member) =>
      this.#plan.endpoints.filter(({ serves }) => serves === 'node').map((node) => ({ member, node })),
    );
    const worker = async (): Promise<void> => {
      for (let job = jobs.shift(); job !== undefined; job = jobs.shift())
        await this.#readAll(job.member, job.node);
    };
    await Promise.all(Array.from({ length: parallel }, worker));
    await Promise.all([...this.#pools.values()].map((pool) => pool.destroy()));
    return { events: this.events };
  }

  /** One member on one node, over as many connections as it takes. */
  async #readAll(member: number, node: Endpoint): Promise<void> {
    let fromMicros: number | null = null;
    let lastProgress = performance.now();
    const progress = (timestampMicros: number): void => {
      if (fromMicros === null || timestampMicros > fromMicros) lastProgress = performance.now();
      fromMicros = timestampMicros;
    };
    while (performance.now() - lastProgress < this.#stuckMs) {
      const ended = await this.#connect(
        member,
        node,
        fromMicros,
        progress,
        () => lastProgress + this.#stuckMs,
      );
      if (ended === 'complete') return;
      if (ended.code === 'EVENTS_UNAVAILABLE') fromMicros = await this.#lowerBound(member, node);
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }

  async #connect(
    member: number,
    node: Endpoint,
    fromMicros: number | null,
    progress: (timestampMicros: number) => void,
    deadline: () => number,
  ): Promise<Ended> {
    const abort = new AbortController();
    const watchdog = setInterval(() => performance.now() > deadline() && abort.abort(), 100);
    let stream: number | undefined;
    let ended: Ended = { code: 'TRANSPORT', detail: 'the stream was ended without a word' };
    try {
      const { statusCode, headers, body } = await this.#pool(node).request({
        method: 'GET',
        path: fromMicros === null ? '/v1/subscribe' : `/v1/subscribe?from=${fromMicros}`,
        headers: { authorization: `Bearer ${await this.#token(member, node)}` },
        signal: abort.signal,
      });
      if (statusCode !== 200) {
        const text = await body.text();
        ended = { code: /"code"\s*:\s*"(\w+)"/.exec(text)?.[1] ?? 'GARBAGE', detail: `HTTP ${statusCode}` };
        return ended;
      }
      stream = this.#opened(member, node, fromMicros, headers[instanceHeader]);
      const splitter = new LineSplitter();
      reading: for await (const chunk of body) {
        for (const line of splitter.push(chunk as Buffer)) {
          const end = line === '' ? undefined : this.#line(line, stream, member, progress);
          if (end === undefined) continue;
          ended = end;
          break reading;
        }
      }
    } catch (error) {
      const detail = abort.signal.aborted ? 'no sentinel in time' : (error as Error).message;
      ended = { code: abort.signal.aborted ? 'TIMEOUT' : 'TRANSPORT', detail };
    } finally {
      clearInterval(watchdog);
      this.#closed(stream, { member, node, fromMicros }, ended);
    }
    return ended;
  }

  #line(
    text: string,
    stream: number,
    member: number,
    progress: (timestampMicros: number) => void,
  ): Ended | undefined {
    const line = parse(text);
    if (line === undefined) return { code: 'GARBAGE', detail: text.slice(0, 200) };
    if (line.type === 'event') {
      const event: EventRecord | undefined = eventRecord(line, stream, this.#clock(), this.#memberIndex);
      if (event === undefined) return { code: 'GARBAGE', detail: text.slice(0, 200) };
      this.#writer.write(event);
      this.events += 1;
      progress(event.timestampMicros);
      if (event.receipt && line.envelopes.some(isSentinel)) {
        this.#sentinels.set(member, event.timestampMicros);
        return 'complete';
      }
      return undefined;
    }
    if (line.type === 'proof') {
      this.#writer.write({ kind: 'proof', stream, atMicros: this.#clock(), upToMicros: line.upToMicros });
      // Another node showed the sentinel, this one says that nothing more comes up to there: all has been read.
      return line.upToMicros >= (this.#sentinels.get(member) ?? Infinity) ? 'complete' : undefined;
    }
    if (line.type === 'error') return { code: line.code, detail: line.message };
    return { code: 'GARBAGE', detail: text.slice(0, 200) };
  }

  #opened(member: number, node: Endpoint, fromMicros: number | null, servedBy: unknown): number {
    const stream = this.#nextStream();
    this.#writer.write({
      kind: 'open',
      stream,
      observer: 'first',
      client: 'first',
      site: node.site,
      instance: node.instance,
      ...(typeof servedBy === 'string' ? { servedBy } : {}),
      member,
      fromMicros,
      atMicros: this.#clock(),
    });
    return stream;
  }

  #closed(
    stream: number | undefined,
    asked: { readonly member: number; readonly node: Endpoint; readonly fromMicros: number | null },
    ended: Ended,
  ): void {
    const atMicros = this.#clock();
    if (stream !== undefined) {
      this.#writer.write({
        kind: 'close',
        stream,
        atMicros,
        complete: ended === 'complete',
        ...(ended === 'complete' ? {} : ended),
      });
    } else if (ended !== 'complete') {
      const { member, node, fromMicros } = asked;
      const values = { member, site: node.site, instance: node.instance, fromMicros, ...ended };
      this.#writer.write({ kind: 'note', atMicros, client: 'first', about: 'subscribe-failed', values });
    }
  }

  async #lowerBound(member: number, node: Endpoint): Promise<number | null> {
    try {
      const headers = { authorization: `Bearer ${await this.#token(member, node)}` };
      const { body } = await this.#pool(node).request({ method: 'GET', path: '/v1/bounds', headers });
      return ((await body.json()) as { lowerBoundMicros: number | null }).lowerBoundMicros;
    } catch {
      return null;
    }
  }

  async #token(member: number, node: Endpoint): Promise<string> {
    const { name, privateKeyPem } = this.#plan.members[member] as TestMember;
    const { challengeId, nonce } = await this.#post(node, '/v1/auth/challenge', { member: name });
    const text = challengeText(name, challengeId ?? '', nonce ?? '');
    const signature = sign(null, Buffer.from(text), createPrivateKey(privateKeyPem)).toString('base64');
    const { token } = await this.#post(node, '/v1/auth/token', { member: name, challengeId, signature });
    if (token === undefined) throw new Error('no token was given');
    return token;
  }

  async #post(node: Endpoint, path: string, body: object): Promise<Record<string, string | undefined>> {
    const reply = await this.#pool(node).request({
      method: 'POST',
      path,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
      headersTimeout: 5000,
    });
    return (await reply.body.json()) as Record<string, string | undefined>;
  }

  #pool(node: Endpoint): Pool {
    let pool = this.#pools.get(node.instance);
    if (pool === undefined) {
      const address = node.from[node.site] ?? Object.values(node.from)[0];
      pool = new Pool(`http://${address?.host}:${address?.port}`, {
        bodyTimeout: 0,
        connections: parallel * 2,
      });
      this.#pools.set(node.instance, pool);
    }
    return pool;
  }
}

function parse(text: string): SubscriptionLine | undefined {
  try {
    return (JSON.parse(text) as SubscriptionLine | null) ?? undefined;
  } catch {
    return undefined;
  }
}
