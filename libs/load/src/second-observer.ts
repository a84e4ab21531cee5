import { createPrivateKey, sign } from 'node:crypto';
import { get, type IncomingMessage, request } from 'node:http';
import { createInterface } from 'node:readline';
import { crc32 } from 'node:zlib';
import type { HistoryWriter } from '@plimsoll/history/writer';
import type { ClientPlan, Endpoint } from './client.ts';

interface Line {
  readonly type?: unknown;
  readonly timestampMicros?: unknown;
  readonly previousMicros?: unknown;
  readonly kind?: unknown;
  readonly sender?: unknown;
  readonly messageId?: unknown;
  readonly code?: unknown;
  readonly message?: unknown;
  readonly envelopes?: unknown;
  readonly upToMicros?: unknown;
}

/** One member's stream on one node, while it is read. */
interface Reading {
  readonly member: number;
  readonly node: Endpoint;
  from: number | null;
  stream: number;
  movedAt: number;
}

/**
 * The second observer of the final state (HR-07): node:http and readline, and its own understanding of the interface.
 * On purpose it shares no code with the load or with the first observer, not even where that means writing a thing
 * twice: a mistake in one must show as a difference.
 */
export class SecondObserver {
  events = 0;
  readonly #plan: ClientPlan;
  readonly #writer: HistoryWriter;
  readonly #patienceMs: number;
  readonly #barrier: number[] = [];
  #streams = 4_000_000;

  constructor(plan: ClientPlan, writer: HistoryWriter) {
    this.#plan = plan;
    this.#patienceMs = plan.finalStuckMs ?? 20_000;
    this.#writer = writer;
  }

  async read(): Promise<{ readonly events: number }> {
    const nodes = this.#plan.endpoints.filter((endpoint) => endpoint.serves === 'node');
    // Node after node, all members of a node side by side: another order than the first observer's.
    for (const node of nodes) {
      const readings = this.#plan.members.map(async (member, index) => {
        if (!member.enabled || member.name === 'probe') return;
        const reading: Reading = { member: index, node, from: null, stream: -1, movedAt: performance.now() };
        while (!(await this.#follow(reading)) && performance.now() - reading.movedAt < this.#patienceMs) {
          await new Promise((resolve) => setTimeout(resolve, 150));
        }
      });
      await Promise.all(readings);
    }
    return { events: this.events };
  }

  /** One connection. True when all has been read. */
  async #follow(reading: Reading): Promise<boolean> {
    let response: IncomingMessage;
    try {
      const token = await this.#signIn(reading);
      response = await this.#subscribe(reading, token);
    } catch (error) {
      this.#failed(reading, (error as Error).message);
      return false;
    }
    if (response.statusCode !== 200) {
      const text = await bodyOf(response);
      this.#failed(reading, `HTTP ${response.statusCode} ${text.slice(0, 200)}`);
      if (text.includes('EVENTS_UNAVAILABLE')) reading.from = await this.#bound(reading).catch(() => null);
      return false;
    }
    this.#open(reading, response.headers['plimsoll-instance']);
    const lines = createInterface({ input: response, crlfDelay: Infinity });
    const stuck = setInterval(() => {
      if (performance.now() - reading.movedAt >= this.#patienceMs)
        response.destroy(new Error('no sentinel in time'));
    }, 250);
    let complete = false;
    let why = 'the stream ended';
    response.on('error', (error) => {
      why = error.message;
    });
    try {
      for await (const text of lines) {
        if (text.length === 0) continue;
        complete = this.#take(reading, text);
        if (complete) break;
      }
    } catch (error) {
      why = (error as Error).message;
    }
    clearInterval(stuck);
    lines.close();
    response.destroy();
    this.#writer.write({
      kind: 'close',
      stream: reading.stream,
      atMicros: this.#now(),
      complete,
      ...(complete ? {} : { code: 'TRANSPORT', detail: why }),
    });
    return complete;
  }

  /** Records a line; true if it is the last that is wanted. */
  #take(reading: Reading, text: string): boolean {
    const line = JSON.parse(text) as Line;
    if (line.type === 'proof') {
      const upToMicros = Number(line.upToMicros);
      this.#writer.write({ kind: 'proof', stream: reading.stream, atMicros: this.#now(), upToMicros });
      const barrier = this.#barrier[reading.member];
      return barrier !== undefined && upToMicros >= barrier;
    }
    if (line.type !== 'event') throw new Error(`not an event: ${text.slice(0, 200)}`);
    const timestampMicros = Number(line.timestampMicros);
    const contents = (line.envelopes as string[]).map((base64) => Buffer.from(base64, 'base64'));
    const own = typeof line.messageId === 'string';
    const envelopes = contents.map((content) => {
      const [word, id, index, rest] = content.toString('utf8', 0, 48).split(':');
      const ours = word === 'plimsoll' && isDigits(id, 15) && isDigits(index, 4) && rest !== undefined;
      return {
        id: ours ? Number(id) : -1,
        index: ours ? Number(index) : -1,
        bytes: content.byteLength,
        digest: crc32(content) >>> 0,
      };
    });
    const [prefix, number, ...more] = String(line.messageId).split('-');
    const named = prefix === 'm' && more.length === 0 && isDigits(number, 15) ? Number(number) : -1;
    this.#writer.write({
      kind: 'event',
      stream: reading.stream,
      atMicros: this.#now(),
      timestampMicros,
      previousMicros: line.previousMicros === null ? null : Number(line.previousMicros),
      type: line.kind === 'error' ? 'error' : 'deliver',
      id: own ? named : (envelopes[0]?.id ?? -1),
      sender: this.#plan.members.findIndex(({ name }) => name === line.sender),
      receipt: own,
      ...(typeof line.code === 'string' ? { code: line.code } : {}),
      envelopes,
    });
    this.events += 1;
    if (reading.from === null || timestampMicros > reading.from) reading.movedAt = performance.now();
    reading.from = timestampMicros;
    const barrier =
      own && contents.some((content) => content.toString('utf8').split(':')[3]?.startsWith('sentinel'));
    if (barrier) this.#barrier[reading.member] = timestampMicros;
    return barrier;
  }

  #open(reading: Reading, servedBy: string | string[] | undefined): void {
    reading.stream = this.#streams;
    this.#streams += 1;
    this.#writer.write({
      kind: 'open',
      stream: reading.stream,
      observer: 'second',
      client: 'second',
      site: reading.node.site,
      instance: reading.node.instance,
      ...(typeof servedBy === 'string' ? { servedBy } : {}),
      member: reading.member,
      fromMicros: reading.from,
      atMicros: this.#now(),
    });
  }

  #failed({ member, node, from: fromMicros }: Reading, detail: string): void {
    const values = { member, site: node.site, instance: node.instance, fromMicros, detail };
    this.#writer.write({
      kind: 'note',
      atMicros: this.#now(),
      client: 'second',
      about: 'subscribe-failed',
      values,
    });
  }

  async #signIn(reading: Reading): Promise<string> {
    const member = this.#plan.members[reading.member];
    if (member === undefined) throw new Error('no such member');
    const asked = await this.#post(reading.node, '/v1/auth/challenge', { member: member.name });
    const text = ['plimsoll-auth-v1', member.name, asked['challengeId'], asked['nonce']].join('\n');
    const signature = sign(null, Buffer.from(text, 'utf8'), createPrivateKey(member.privateKeyPem));
    const granted = await this.#post(reading.node, '/v1/auth/token', {
      member: member.name,
      challengeId: asked['challengeId'],
      signature: signature.toString('base64'),
    });
    if (typeof granted['token'] !== 'string') throw new Error('no token was given');
    return granted['token'];
  }

  #subscribe({ node, from }: Reading, token: string): Promise<IncomingMessage> {
    const query = from === null ? '' : `?from=${from}`;
    return new Promise((resolve, reject) => {
      const call = get(urlOf(node, `/v1/subscribe${query}`), {
        headers: { authorization: `Bearer ${token}` },
        agent: false,
      });
      call.setTimeout(10_000, () => call.destroy(new Error('no answer')));
      call.on('response', resolve).on('error', reject);
    });
  }

  async #bound(reading: Reading): Promise<number | null> {
    const token = await this.#signIn(reading);
    const text = await new Promise<string>((resolve, reject) => {
      get(
        urlOf(reading.node, '/v1/bounds'),
        { headers: { authorization: `Bearer ${token}` }, agent: false },
        (response) => {
          bodyOf(response).then(resolve, reject);
        },
      ).on('error', reject);
    });
    return (JSON.parse(text) as { lowerBoundMicros: number | null }).lowerBoundMicros;
  }

  #post(node: Endpoint, path: string, body: object): Promise<Record<string, unknown>> {
    return new Promise((resolve, reject) => {
      const call = request(
        urlOf(node, path),
        { method: 'POST', headers: { 'content-type': 'application/json' }, agent: false, timeout: 5000 },
        (response) => {
          bodyOf(response)
            .then((text) => resolve(JSON.parse(text) as Record<string, unknown>))
            .catch(reject);
        },
      );
      call.on('timeout', () => call.destroy(new Error('no answer'))).on('error', reject);
      call.end(JSON.stringify(body));
    });
  }

  /** The run clock, read for itself. */
  #now(): number {
    return Number((process.hrtime.bigint() - BigInt(this.#plan.runStartNanos)) / 1000n);
  }
}

function isDigits(text: string | undefined, most: number): boolean {
  return (
    text !== undefined &&
    text.length > 0 &&
    text.length <= most &&
    text.split('').every((c) => c >= '0' && c <= '9')
  );
}

function urlOf(node: Endpoint, path: string): string {
  const at = node.from[node.site] ?? Object.values(node.from)[0];
  return `http://${at?.host}:${at?.port}${path}`;
}

async function bodyOf(response: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of response) text += String(chunk);
  return text;
}
