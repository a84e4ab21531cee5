import { Agent } from 'undici';
import type { AnyContext } from './any-context.ts';
import { call, type Call } from './exchange/call.ts';
import type { Reply } from './exchange/reply.ts';
import { Session } from './exchange/session.ts';
import type { Subscription } from './exchange/subscription.ts';
import type { ConformanceEndpoint, ConformanceMember, ConformanceTarget } from './target.ts';

/** What the cases of one run share: connections, logins, and how far the history has been seen. */
export class RunState {
  readonly target: ConformanceTarget;
  readonly agent = new Agent({ connections: 32, keepAliveTimeout: 1_000 });
  /** Highest timestamp seen on any stream: later cases subscribe from here, so that they need not read it all. */
  observedMicros: number | undefined;
  readonly #sessions = new Map<string, Promise<Session>>();
  readonly #label: string;
  #count = 0;

  constructor(target: ConformanceTarget, label: string) {
    this.target = target;
    this.#label = label;
  }

  context(endpoint: ConformanceEndpoint): CaseContext {
    return new CaseContext(this, endpoint);
  }

  session(member: ConformanceMember, endpoint: ConformanceEndpoint): Promise<Session> {
    const key = `${member.name} ${endpoint.instance}`;
    const known = this.#sessions.get(key) ?? Session.open(this.agent, endpoint, member);
    this.#sessions.set(key, known);
    known.catch(() => this.#sessions.delete(key));
    return known;
  }

  messageId(what: string): string {
    return `c-${this.#label}-${++this.#count}-${what}`;
  }

  async close(): Promise<void> {
    await this.agent.destroy();
  }
}

/** What one case may use. Subscriptions opened through it are closed when the case ends. */
export class CaseContext implements AnyContext {
  readonly target: ConformanceTarget;
  /** Where a case of scope `each` is run; the first node for one of scope `system`. */
  readonly endpoint: ConformanceEndpoint;
  /** Three enabled members: by convention sender, recipient, bystander. */
  readonly alice: string;
  readonly bob: string;
  readonly carol: string;
  readonly #state: RunState;
  readonly #since: number | undefined;
  readonly #open: Subscription[] = [];

  constructor(state: RunState, endpoint: ConformanceEndpoint) {
    this.#state = state;
    this.target = state.target;
    this.endpoint = endpoint;
    [this.alice, this.bob, this.carol] = state.target.members.map((member) => member.name) as [
      string,
      string,
      string,
    ];
    this.#since = state.observedMicros;
  }

  /** All nodes and gateways. */
  get endpoints(): readonly ConformanceEndpoint[] {
    return [...this.target.nodes, ...this.target.gateways];
  }

  claims(capability: string): boolean {
    return this.target.capabilities.includes(capability);
  }

  member(name: string): ConformanceMember {
    return this.target.members.find((member) => member.name === name)!;
  }

  /** A login of an enabled member, made once for each endpoint and run. */
  session(member: string, endpoint = this.endpoint): Promise<Session> {
    return this.#state.session(this.member(member), endpoint);
  }

  /** A login of its own, for cases about logging in. */
  freshSession(member: string, endpoint = this.endpoint): Promise<Session> {
    return Session.open(this.#state.agent, endpoint, this.member(member));
  }

  /** A request without a login. */
  call(asked: Call, endpoint = this.endpoint): Promise<Reply> {
    return call(this.#state.agent, endpoint, asked);
  }

  /** Without `fromMicros`: from where the run had got to when the case began; null: from the member's first event. */
  async subscribe(
    member: string,
    fromMicros: number | null | undefined = this.#since,
    endpoint = this.endpoint,
  ): Promise<Subscription> {
    const session = await this.session(member, endpoint);
    const opened = await session.subscribe(fromMicros ?? undefined);
    this.#open.push(opened);
    return opened;
  }

  /** A message id that nobody used before. */
  messageId(what: string): string {
    return this.#state.messageId(what);
  }

  /** A max-sequencing-time that is not reached during the case, microseconds. */
  farMicros(): number {
    return (Date.now() + 60_000) * 1000;
  }

  finish(): void {
    for (const subscription of this.#open) {
      const last = subscription.events.at(-1);
      if (last !== undefined)
        this.#state.observedMicros = Math.max(this.#state.observedMicros ?? 0, last.timestampMicros);
      subscription.close();
    }
  }
}
