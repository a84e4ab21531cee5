import { createPublicKey, type KeyObject, verify } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { challengeText } from '@plimsoll/interface/sequencer/calls';
import type { SendRequest } from '@plimsoll/interface/sequencer/send';
import type { Endpoint, TestMember } from './client.ts';

interface StoredEvent {
  readonly timestampMicros: number;
  readonly sender: string;
  readonly messageId: string;
  readonly kind: 'deliver' | 'error';
  readonly envelopes: SendRequest['envelopes'];
}

/**
 * A sequencer in memory for the tests of this package: all of its nodes share one log, so it keeps the contract without
 * any care, and it can be told to misbehave. It is no subject and no reference.
 */
export class SequencerDouble {
  readonly endpoints: Endpoint[] = [];
  /** Members that the subject knows. */
  readonly members: string[];
  readonly #keys: ReadonlyMap<string, KeyObject>;
  readonly events: StoredEvent[] = [];
  /** Answers are held back while this is not undefined. */
  #frozen: (() => void)[] | undefined;
  /** Decides what becomes of a send; default sequences it. `lose` accepts and forgets it. */
  decide: (
    request: SendRequest,
    instance: string,
  ) => 'sequence' | 'lose' | { status: number; code: string } | 'hang' | 'reset' = () => 'sequence';
  requests = 0;
  /** Each subscription is cut after so many events. */
  breakStreamsAfter = Infinity;
  #lowerBoundMicros: number | null = null;
  #lastMicros = 0;
  readonly #servers = new Map<string, Server>();
  readonly #ports = new Map<string, number>();
  readonly #readers = new Set<() => void>();
  readonly #tokens = new Map<string, string>();
  readonly #proofs: NodeJS.Timeout;

  constructor(members: readonly TestMember[]) {
    this.members = members.filter(({ enabled }) => enabled).map(({ name }) => name);
    this.#keys = new Map(members.map(({ name, privateKeyPem }) => [name, createPublicKey(privateKeyPem)]));
    this.#proofs = setInterval(() => this.#readers.forEach((read) => read()), 20);
  }

  /** Starts a node (or a gateway: the same with another name) that every site reaches at the same address. */
  async start(
    instance: string,
    site: string,
    serves: 'node' | 'gateway',
    sites: readonly string[],
  ): Promise<void> {
    await this.restart(instance);
    const address = { host: '127.0.0.1', port: this.#ports.get(instance) as number };
    this.endpoints.push({
      instance,
      site,
      serves,
      from: Object.fromEntries(sites.map((each) => [each, address])),
    });
  }

  async restart(instance: string): Promise<void> {
    const server = createServer((request, response) => void this.#serve(instance, request, response));
    await new Promise<void>((resolve) => {
      server.listen(this.#ports.get(instance) ?? 0, '127.0.0.1', resolve);
    });
    this.#ports.set(instance, (server.address() as AddressInfo).port);
    this.#servers.set(instance, server);
  }

  /** Closes its connections and its port, as a killed process does. */
  async kill(instance: string): Promise<void> {
    const server = this.#servers.get(instance);
    this.#servers.delete(instance);
    server?.closeAllConnections();
    await new Promise((resolve) => server?.close(resolve));
  }

  /** Nothing is answered until `thaw`; then everything is, at once. */
  freeze(): void {
    this.#frozen ??= [];
  }
  thaw(): void {
    const held = this.#frozen ?? [];
    this.#frozen = undefined;
    for (const go of held) go();
  }

  /** Events below are gone: a subscription must start at the bound. */
  prune(lowerBoundMicros: number): void {
    this.#lowerBoundMicros = lowerBoundMicros;
  }

  async close(): Promise<void> {
    clearInterval(this.#proofs);
    this.thaw();
    await Promise.all([...this.#servers.keys()].map((instance) => this.kill(instance)));
  }

  async #serve(instance: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
    this.requests += 1;
    let text = '';
    for await (const chunk of request) text += String(chunk);
    if (this.#frozen !== undefined) await new Promise<void>((go) => this.#frozen?.push(go));
    const reply = (status: number, body: object): void => {
      response.writeHead(status, { 'content-type': 'application/json', 'plimsoll-instance': instance });
      response.end(JSON.stringify(body));
    };
    const refuse = (status: number, code: string): void => reply(status, { error: { code, message: code } });
    const url = new URL(request.url ?? '/', 'http://double');
    const body = text === '' ? {} : (JSON.parse(text) as Record<string, never>);
    switch (url.pathname) {
      case '/health/ready':
        return reply(200, {
          instance,
          incarnation: 'one',
          role: 'active',
          ready: true,
          reasons: [],
          nowMicros: Date.now() * 1000,
        });
      case '/v1/auth/challenge':
        if (!this.members.includes(body['member'] ?? '')) return refuse(403, 'SEQUENCER_SENDER_UNKNOWN');
        return reply(200, { challengeId: `c-${String(body['member'])}`, nonce: 'n' });
      case '/v1/auth/token': {
        const name = String(body['member']);
        const key = this.#keys.get(name);
        const signed = Buffer.from(challengeText(name, `c-${name}`, 'n'));
        if (key === undefined || !verify(null, signed, key, Buffer.from(body['signature'] ?? '', 'base64'))) {
          return refuse(401, 'CHALLENGE_FAILED');
        }
        const token = `t-${name}`;
        this.#tokens.set(token, name);
        return reply(200, { token, expiresInSeconds: 600 });
      }
    }
    const member = this.#tokens.get((request.headers.authorization ?? '').replace('Bearer ', ''));
    if (member === undefined) return refuse(401, 'UNAUTHENTICATED');
    switch (url.pathname) {
      case '/v1/send':
        return this.#send(body as unknown as SendRequest, member, instance, response, reply, refuse);
      case '/v1/subscribe':
        if (Number(url.searchParams.get('from')) < (this.#lowerBoundMicros ?? 0)) {
          return refuse(410, 'EVENTS_UNAVAILABLE');
        }
        return this.#subscribe(url.searchParams.get('from'), member, instance, response);
      case '/v1/acknowledge':
        return reply(200, { acknowledgedMicros: body['timestampMicros'] });
      case '/v1/time':
        return reply(200, { timeMicros: this.#lastMicros === 0 ? null : this.#lastMicros });
      case '/v1/bounds':
        return reply(200, { lowerBoundMicros: this.#lowerBoundMicros, acknowledgedMicros: null });
    }
    return refuse(404, 'NOT_FOUND');
  }

  #send(
    request: SendRequest,
    member: string,
    instance: string,
    response: ServerResponse,
    reply: (status: number, body: object) => void,
    refuse: (status: number, code: string) => void,
  ): void {
    if (request.sender !== member) return refuse(403, 'SENDER_MISMATCH');
    const decision = this.decide(request, instance);
    if (decision === 'hang') return;
    if (decision === 'reset') return void response.destroy();
    if (typeof decision === 'object') return refuse(decision.status, decision.code);
    this.#lastMicros = Math.max(this.#lastMicros + 1, Date.now() * 1000);
    const timestampMicros = this.#lastMicros;
    const expired = timestampMicros > request.maxSequencingTimeMicros;
    const unknown = request.envelopes.some(({ recipients }) =>
      recipients.some((name) => name !== '*' && !this.members.includes(name)),
    );
    const rejected = unknown || (request.topologyTimestampMicros ?? 0) > timestampMicros;
    if (decision === 'sequence' && !expired) {
      this.events.push({
        timestampMicros,
        sender: member,
        messageId: request.messageId,
        kind: rejected ? 'error' : 'deliver',
        envelopes: rejected ? [] : request.envelopes,
      });
      this.#readers.forEach((read) => read());
    }
    if (request.await !== 'sequenced' || decision === 'lose') return reply(202, { status: 'accepted' });
    if (expired) return refuse(409, 'MAX_SEQUENCING_TIME_EXCEEDED');
    reply(
      200,
      rejected
        ? { status: 'rejected', timestampMicros, code: 'UNKNOWN' }
        : { status: 'sequenced', timestampMicros },
    );
  }

  #subscribe(from: string | null, member: string, instance: string, response: ServerResponse): void {
    response.writeHead(200, { 'content-type': 'application/x-ndjson', 'plimsoll-instance': instance });
    let at = 0;
    let written = 0;
    let previousMicros: number | null = null;
    const read = (): void => {
      if (this.#frozen !== undefined) return;
      for (; at < this.events.length; at += 1) {
        const event = this.events[at] as StoredEvent;
        const contents = event.envelopes
          .filter(({ recipients }) => recipients.some((name) => name === '*' || name === member))
          .map(({ content }) => content);
        if (contents.length === 0 && event.sender !== member) continue;
        const line = {
          type: 'event',
          timestampMicros: event.timestampMicros,
          previousMicros,
          kind: event.kind,
          sender: event.sender,
          ...(event.sender === member ? { messageId: event.messageId } : {}),
          ...(event.kind === 'error' ? { code: 'UNKNOWN' } : {}),
          envelopes: contents,
        };
        previousMicros = event.timestampMicros;
        if (from !== null && event.timestampMicros < Number(from)) continue;
        response.write(`${JSON.stringify(line)}\n`);
        written += 1;
        if (written < this.breakStreamsAfter) continue;
        this.#readers.delete(read);
        response.end();
        return;
      }
      // Later events get later timestamps, so the present moment is a proof once the log moves past it.
      this.#lastMicros = Math.max(this.#lastMicros, Date.now() * 1000);
      response.write(`{"type":"proof","upToMicros":${this.#lastMicros}}\n`);
    };
    this.#readers.add(read);
    response.on('close', () => this.#readers.delete(read));
    read();
  }
}
