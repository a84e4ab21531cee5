import { request, type Agent } from 'undici';
import type { EventLine, ProofLine, SubscriptionLine } from '@plimsoll/interface/sequencer/subscription';
import type { ConformanceEndpoint } from '../target.ts';
import { Violation } from '../violation.ts';

/** A line as it came: the bytes and what they say. */
export interface Line {
  readonly text: string;
  readonly value: SubscriptionLine;
}

/** An open subscription that collects its lines. Always `close` it. */
export class Subscription {
  readonly lines: Line[] = [];
  readonly asked: string;
  readonly headers: Readonly<Record<string, string>>;
  #ended: string | undefined;
  readonly #abort: AbortController;
  #wake: () => void = () => {};

  private constructor(
    asked: string,
    headers: Record<string, string>,
    abort: AbortController,
    body: AsyncIterable<Buffer>,
  ) {
    this.asked = asked;
    this.headers = headers;
    this.#abort = abort;
    void this.#collect(body);
  }

  /** Opens it; a `Violation` when the answer is not 200. `fromMicros` is inclusive, undefined from the beginning. */
  static async open(
    agent: Agent,
    endpoint: ConformanceEndpoint,
    token: string,
    fromMicros?: number,
  ): Promise<Subscription> {
    const path = `/v1/subscribe${fromMicros === undefined ? '' : `?from=${fromMicros}`}`;
    const asked = `GET ${path} at ${endpoint.instance}`;
    const abort = new AbortController();
    const response = await request(`http://${endpoint.host}:${endpoint.port}${path}`, {
      dispatcher: agent,
      headers: { authorization: `Bearer ${token}` },
      signal: abort.signal,
      headersTimeout: 10_000,
      bodyTimeout: 0,
    });
    if (response.statusCode !== 200)
      throw new Violation('A valid subscription was refused.', [
        `${asked} → ${response.statusCode} ${await response.body.text()}`,
      ]);
    const headers = Object.fromEntries(
      Object.entries(response.headers).map(([name, value]) => [name, String(value)]),
    );
    return new Subscription(asked, headers, abort, response.body);
  }

  async #collect(body: AsyncIterable<Buffer>): Promise<void> {
    let rest = '';
    const decoder = new TextDecoder();
    try {
      for await (const part of body) {
        const texts = (rest + decoder.decode(part, { stream: true })).split('\n');
        rest = texts.pop()!;
        for (const text of texts) this.lines.push({ text, value: JSON.parse(text) as SubscriptionLine });
        this.#wake();
      }
      this.#ended = 'the server closed the stream';
    } catch (error) {
      this.#ended = String(error);
    }
    this.#wake();
  }

  /** Why it is over, if it is. */
  get ended(): string | undefined {
    return this.#ended;
  }

  /** All events so far. */
  get events(): EventLine[] {
    return this.lines.map((line) => line.value).filter((value) => value.type === 'event');
  }

  /** All time proofs so far. */
  get proofs(): ProofLine[] {
    return this.lines.map((line) => line.value).filter((value) => value.type === 'proof');
  }

  /** Waits until `met` holds; a `Violation` that says what was `wanted` when it does not within `withinMs`. */
  async until(wanted: string, met: () => boolean, withinMs = 10_000): Promise<void> {
    const deadline = performance.now() + withinMs;
    while (!met()) {
      const left = deadline - performance.now();
      if (this.#ended !== undefined || left <= 0)
        throw new Violation(`Waited ${withinMs} ms on ${this.asked} for ${wanted}: it did not come.`, [
          this.#ended === undefined ? 'the stream is open' : `the stream ended: ${this.#ended}`,
          ...this.lines.slice(-5).map((line) => line.text.slice(0, 300)),
        ]);
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, Math.min(left, 250));
        this.#wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
  }

  close(): void {
    this.#abort.abort();
  }
}
