import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { TSchema } from 'typebox';
import { Check } from 'typebox/value';
import {
  AcknowledgeRequest,
  ChallengeRequest,
  instanceHeader,
  TokenRequest,
} from '@plimsoll/interface/sequencer/calls';
import { SendRequest } from '@plimsoll/interface/sequencer/send';
import type { ConformanceEndpoint, ConformanceTarget } from '../target.ts';
import type { BrokenRule } from './broken-rule.ts';
import { EventLog } from './event-log.ts';
import { Logins } from './logins.ts';
import { Refusal } from './refusal.ts';
import { requestBody } from './request-body.ts';

/** What the double is. */
export interface DoubleOptions {
  readonly broken?: BrokenRule;
  readonly nodes?: number;
  readonly gateways?: number;
  readonly tokenSeconds?: number;
  readonly lowerBoundMicros?: number;
}

/**
 * A sequencer in memory that keeps every rule of the interface except the one it is told to break: what shows that
 * each conformance case can turn red. It is no subject: nothing it holds survives it.
 */
export class SequencerDouble {
  readonly nodes: ConformanceEndpoint[] = [];
  readonly gateways: ConformanceEndpoint[] = [];
  readonly #options: DoubleOptions;
  readonly #target: Omit<ConformanceTarget, 'nodes' | 'gateways'>;
  readonly #log: EventLog;
  readonly #logins: Logins;
  readonly #servers: Server[] = [];

  private constructor(target: Omit<ConformanceTarget, 'nodes' | 'gateways'>, options: DoubleOptions) {
    this.#options = options;
    this.#target = target;
    this.#logins = new Logins(target.members, target.disabled, options.tokenSeconds ?? 3600, this.#broken);
    this.#log = new EventLog(this.#logins.registered, this.#broken);
  }

  static async start(
    target: Omit<ConformanceTarget, 'nodes' | 'gateways'>,
    options: DoubleOptions = {},
  ): Promise<SequencerDouble> {
    const double = new SequencerDouble(target, options);
    for (let node = 0; node < (options.nodes ?? 2); node += 1)
      await double.#listen(`node-${node}`, double.nodes);
    for (let node = 0; node < (options.gateways ?? 1); node += 1)
      await double.#listen(`gateway-${node}`, double.gateways);
    return double;
  }

  get target(): ConformanceTarget {
    return { ...this.#target, nodes: this.nodes, gateways: this.gateways };
  }

  async close(): Promise<void> {
    for (const server of this.#servers) {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    }
  }

  readonly #broken = (rule: BrokenRule): boolean => this.#options.broken === rule;

  async #listen(instance: string, among: ConformanceEndpoint[]): Promise<void> {
    const number = this.#servers.length;
    const server = createServer((request, response) => {
      void this.#serve(instance, number, request, response);
    });
    server.on('clientError', (_, socket) => {
      const status = this.#broken('garbage-is-our-fault') ? '500 Internal Server Error' : '400 Bad Request';
      socket.end(`HTTP/1.1 ${status}\r\ncontent-length: 0\r\n\r\n`);
    });
    this.#servers.push(server);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    among.push({ instance, host: '127.0.0.1', port: (server.address() as AddressInfo).port });
  }

  async #serve(
    instance: string,
    node: number,
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<void> {
    const served = this.nodes.some((each) => each.instance === instance) ? instance : this.nodes[0]!.instance;
    if (!this.#broken('instance-unnamed')) response.setHeader(instanceHeader, served);
    const answer = (status: number, body: unknown): void => {
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    };
    try {
      const url = new URL(request.url ?? '/', 'http://double');
      const handler = this.#routes[url.pathname];
      if (handler === undefined && this.#broken('any-path')) answer(200, {});
      else if (handler === undefined) throw new Refusal('NOT_FOUND');
      else if (handler.method !== request.method)
        throw new Refusal(this.#broken('any-method') ? 'NOT_FOUND' : 'METHOD_NOT_ALLOWED');
      else await handler.serve({ request, response, url, instance, node, answer });
    } catch (error) {
      const refusal = error instanceof Refusal ? error : new Refusal('INTERNAL');
      answer(refusal.status, { error: { code: refusal.code, message: 'double' } });
    }
  }

  #unclaimed(capability: string): boolean {
    return !this.#target.capabilities.includes(capability) && !this.#broken('everything-supported');
  }

  async #body(exchange: Exchange, schema: TSchema, unchecked: BrokenRule): Promise<Record<string, unknown>> {
    const body = await requestBody(exchange.request, this.#broken);
    if (!Check(schema, body))
      throw new Refusal(this.#broken(unchecked) ? 'UNSUPPORTED' : 'MALFORMED_REQUEST');
    return body as Record<string, unknown>;
  }

  #member(exchange: Exchange): string {
    return this.#logins.authenticate(exchange.request.headers.authorization, exchange.node);
  }

  readonly #health = (exchange: Exchange): void => {
    const { instance, url, answer } = exchange;
    const dead = this.#broken('not-alive') && url.pathname === '/health/live';
    const name = this.#broken('wrong-name') ? 'somebody' : instance;
    answer(dead ? 503 : 200, {
      instance: name,
      incarnation: 'one',
      role: 'active',
      ready: true,
      reasons: [],
    });
  };

  readonly #routes: Readonly<
    Record<string, { method: string; serve: (exchange: Exchange) => void | Promise<void> }>
  > = {
    '/health': { method: 'GET', serve: this.#health },
    '/health/ready': { method: 'GET', serve: this.#health },
    '/health/live': { method: 'GET', serve: this.#health },
    '/v1/auth/challenge': {
      method: 'POST',
      serve: async (exchange) => {
        const body = await this.#body(exchange, ChallengeRequest, 'logins-unchecked');
        exchange.answer(200, this.#logins.challenge(body['member'] as string));
      },
    },
    '/v1/auth/token': {
      method: 'POST',
      serve: async (exchange) => {
        const body = await this.#body(exchange, TokenRequest, 'logins-unchecked');
        const { member, challengeId, signature } = body as {
          member: string;
          challengeId: string;
          signature: string;
        };
        exchange.answer(200, this.#logins.token(member, challengeId, signature, exchange.node));
      },
    },
    '/v1/send': { method: 'POST', serve: (exchange) => this.#send(exchange) },
    '/v1/subscribe': { method: 'GET', serve: (exchange) => this.#subscribe(exchange) },
    '/v1/acknowledge': {
      method: 'POST',
      serve: async (exchange) => {
        const member = this.#member(exchange);
        if (this.#unclaimed('acknowledge')) throw new Refusal('UNSUPPORTED');
        const body = await this.#body(exchange, AcknowledgeRequest, 'acknowledgements-unchecked');
        const asked = body['timestampMicros'] as number;
        if (asked > this.#log.now() && !this.#broken('acknowledgements-may-lie-ahead'))
          throw new Refusal('ACKNOWLEDGEMENT_AHEAD');
        const before = this.#broken('acknowledgements-fall') ? 0 : (this.#log.acknowledged.get(member) ?? 0);
        this.#log.acknowledged.set(member, Math.max(before, asked));
        exchange.answer(200, { acknowledgedMicros: Math.max(before, asked) });
      },
    },
    '/v1/time': {
      method: 'GET',
      serve: (exchange) => {
        this.#member(exchange);
        if (this.#unclaimed('time')) throw new Refusal('UNSUPPORTED');
        exchange.answer(200, { timeMicros: this.#log.now() + (this.#broken('time-ahead') ? 60_000_000 : 0) });
      },
    },
    '/v1/bounds': {
      method: 'GET',
      serve: (exchange) => {
        const member = this.#member(exchange);
        if (this.#unclaimed('pruning')) throw new Refusal('UNSUPPORTED');
        const acknowledgedMicros = this.#broken('bounds-of-nobody')
          ? 0
          : (this.#log.acknowledged.get(member) ?? null);
        exchange.answer(200, {
          lowerBoundMicros: this.#options.lowerBoundMicros ?? null,
          acknowledgedMicros,
        });
      },
    },
  };

  async #send(exchange: Exchange): Promise<void> {
    const member = this.#member(exchange);
    const request = (await this.#body(exchange, SendRequest, 'sends-unchecked')) as unknown as SendRequest;
    if (request.sender !== member && !this.#broken('foreign-senders')) throw new Refusal('SENDER_MISMATCH');
    if (request.await === 'sequenced' && this.#unclaimed('await-sequenced')) throw new Refusal('UNSUPPORTED');
    if (request.topologyTimestampMicros !== undefined && this.#unclaimed('topology-timestamp'))
      throw new Refusal('UNSUPPORTED');
    if (request.envelopes.length > 10 && this.#broken('ten-envelopes'))
      throw new Refusal('MALFORMED_REQUEST');
    if (this.#broken('expiry-on-arrival')) {
      if (Date.now() * 1000 > request.maxSequencingTimeMicros)
        return exchange.answer(202, { status: 'accepted' });
      await sleep(15);
    }
    const done = this.#log.sequence(request);
    if (this.#broken('thrice') && request.envelopes.length > 0) this.#log.sequence(request);
    if (request.await !== 'sequenced') return exchange.answer(202, { status: 'accepted' });
    if (done === undefined) throw new Refusal('MAX_SEQUENCING_TIME_EXCEEDED');
    const timestampMicros = done.timestampMicros + (this.#broken('invisible-acknowledgement') ? 5 : 0);
    exchange.answer(
      200,
      done.error === undefined
        ? { status: 'sequenced', timestampMicros }
        : { status: 'rejected', timestampMicros, code: done.error },
    );
  }

  #subscribe(exchange: Exchange): void {
    const member = this.#member(exchange);
    const given = exchange.url.searchParams.getAll('from');
    const valid =
      given.length === 0 ||
      (given.length === 1 && /^\d{1,16}$/.test(given[0]!) && Number(given[0]) < 2 ** 53);
    if (!valid && !this.#broken('from-unchecked')) throw new Refusal('MALFORMED_REQUEST');
    let from = Number(given[0] ?? 0) || 0;
    if (from > 0 && from < (this.#options.lowerBoundMicros ?? 0) && !this.#broken('pruned-in-silence'))
      throw new Refusal('EVENTS_UNAVAILABLE');
    if (from > Date.now() * 1000 && this.#broken('future-ignored')) from = 0;
    const { response, node } = exchange;
    const type = this.#broken('streams-as-text') ? 'text/plain' : 'application/x-ndjson';
    response.writeHead(200, { 'content-type': type }).flushHeaders();
    const look = (): void => {
      const early = this.#broken('proofs-too-early') ? 5_000_000 : 0;
      const upToMicros = this.#log.now() + early;
      for (const { at, text } of this.#log.lines(member, from, node)) {
        response.write(`${text}\n`);
        from = this.#broken('from-exclusive') ? at : at + 1;
      }
      if (!this.#broken('no-proofs') || proofs++ === 0)
        response.write(`${JSON.stringify({ type: 'proof', upToMicros })}\n`);
    };
    let proofs = 0;
    look();
    const timer = setInterval(look, 20);
    response.on('close', () => clearInterval(timer));
  }
}

interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly url: URL;
  readonly instance: string;
  readonly node: number;
  readonly answer: (status: number, body: unknown) => void;
}
