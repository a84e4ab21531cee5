import type { AcknowledgeReply, BoundsReply, TimeReply } from '@plimsoll/interface/sequencer/calls';
import type { AttemptTools } from './attempt.ts';
import { classify } from './classify.ts';
import type { Reply, Request } from './http-caller.ts';
import type { LiveStream } from './live-stream.ts';
import type { Route } from './routes.ts';

/** A member as far as its small calls go. */
export interface CallingMember {
  readonly member: number;
  readonly site: string;
  readonly routes: readonly Route[];
  /** Whose position it acknowledges. */
  readonly stream: Pick<LiveStream, 'previousMicros'>;
  /** How often it acknowledges, milliseconds. One slow member holds pruning back (DG-15). */
  readonly acknowledgeMs: number;
}

const timeEveryMs = 1700;
const boundsEveryMs = 2900;
/** Every so many acknowledgements one of an earlier time is made once more: it must change nothing (DG-15). */
const againEvery = 4;

/** The calls that a member makes beside sending: acknowledge, time, bounds; each only where the subject claims it. */
export class MemberCalls {
  readonly #tools: AttemptTools;
  readonly #client: string;
  readonly #members: readonly CallingMember[];
  readonly #can: (capability: string) => boolean;
  readonly #next = new Map<string, number>();
  readonly #acknowledged = new Map<number, Acknowledged>();
  #turn = 0;
  #stopped = false;
  #timer: NodeJS.Timeout | undefined;

  constructor(
    tools: AttemptTools,
    client: string,
    members: readonly CallingMember[],
    capabilities: readonly string[],
  ) {
    this.#tools = tools;
    this.#client = client;
    this.#members = members;
    this.#can = (capability) => capabilities.includes(capability);
  }

  start(): void {
    this.#timer = setInterval(() => this.#tick(), 50);
  }

  stop(): void {
    this.#stopped = true;
    clearInterval(this.#timer);
  }

  #tick(): void {
    for (const member of this.#members) {
      if (this.#can('acknowledge') && this.#due(member, 'acknowledge', member.acknowledgeMs)) {
        this.#acknowledge(member);
      }
      if (this.#can('time') && this.#due(member, 'time', timeEveryMs)) this.#time(member);
      if (this.#can('pruning') && this.#due(member, 'bounds', boundsEveryMs)) this.#bounds(member);
    }
  }

  /** Members start apart, so that their calls do not come in bursts. */
  #due({ member }: CallingMember, what: string, everyMs: number): boolean {
    const key = `${member}|${what}`;
    const now = performance.now();
    // The first acknowledgement comes after a whole period: until then a slow member holds everything back.
    const first = (what === 'acknowledge' ? everyMs : 0) + ((member * 137) % everyMs);
    const next = this.#next.get(key) ?? now + first;
    const due = now >= next;
    this.#next.set(key, due ? now + everyMs : next);
    return due;
  }

  #acknowledge(member: CallingMember): void {
    const reachedMicros = member.stream.previousMicros;
    const last = this.#acknowledged.get(member.member);
    if (reachedMicros === null || last?.micros === reachedMicros) return;
    const count = (last?.count ?? 0) + 1;
    const again = count % againEvery === 0 ? last?.before : undefined;
    this.#acknowledged.set(member.member, {
      micros: again === undefined ? reachedMicros : (last?.micros ?? reachedMicros),
      before: last?.micros,
      count,
    });
    const askedMicros = again ?? reachedMicros;
    const body = JSON.stringify({ timestampMicros: askedMicros });
    this.#call(member, { method: 'POST', path: '/v1/acknowledge', body }, (reply, envelope) => {
      const {
        outcome,
        code,
        body: found,
      } = classify<AcknowledgeReply>(reply, (b) => Number.isSafeInteger(b.acknowledgedMicros));
      this.#tools.writer.write({
        kind: 'acknowledge',
        member: member.member,
        ...envelope,
        outcome,
        ...(code === undefined ? {} : { code }),
        askedMicros,
        ...(found === undefined ? {} : { acknowledgedMicros: found.acknowledgedMicros }),
      });
    });
  }

  #time(member: CallingMember): void {
    this.#call(member, { method: 'GET', path: '/v1/time', body: undefined }, (reply, envelope) => {
      const { outcome, code, body } = classify<TimeReply>(reply, (b) => isTime(b.timeMicros));
      this.#tools.writer.write({
        kind: 'time',
        member: member.member,
        ...envelope,
        outcome,
        ...(code === undefined ? {} : { code }),
        ...(body === undefined ? {} : { timeMicros: body.timeMicros }),
      });
    });
  }

  #bounds(member: CallingMember): void {
    this.#call(member, { method: 'GET', path: '/v1/bounds', body: undefined }, (reply, envelope) => {
      const { outcome, code, body } = classify<BoundsReply>(
        reply,
        (b) => isTime(b.lowerBoundMicros) && isTime(b.acknowledgedMicros),
      );
      this.#tools.writer.write({
        kind: 'bounds',
        member: member.member,
        ...envelope,
        outcome,
        ...(code === undefined ? {} : { code }),
        ...(body === undefined
          ? {}
          : { lowerBoundMicros: body.lowerBoundMicros, acknowledgedMicros: body.acknowledgedMicros }),
      });
    });
  }

  /** Each call goes to the next endpoint in turn. */
  #call(
    { member, site, routes }: CallingMember,
    request: Omit<Request, 'token'>,
    done: (reply: Reply, envelope: Envelope) => void,
  ): void {
    const route = routes[this.#turn++ % routes.length] as Route;
    const token = this.#tools.sessions.token(member, route);
    if (token === undefined) return;
    const dueMicros = this.#tools.clock();
    this.#tools.caller.call(route.address, { ...request, token }, (reply) => {
      if (this.#stopped) return;
      if (reply.httpStatus === 401) this.#tools.sessions.refused(member, route, token);
      done(reply, {
        client: this.#client,
        site,
        instance: route.endpoint.instance,
        ...(reply.servedBy === undefined ? {} : { servedBy: reply.servedBy }),
        dueMicros,
        sentMicros: reply.sentMicros,
        doneMicros: reply.doneMicros,
        ...(reply.httpStatus === undefined ? {} : { httpStatus: reply.httpStatus }),
      });
    });
  }
}

/** A member's acknowledgements: the highest, the one before it, and how many there were. */
interface Acknowledged {
  readonly micros: number;
  readonly before: number | undefined;
  readonly count: number;
}

interface Envelope {
  readonly client: string;
  readonly site: string;
  readonly instance: string;
  readonly servedBy?: string;
  readonly dueMicros: number;
  readonly sentMicros: number;
  readonly doneMicros: number;
  readonly httpStatus?: number;
}

const isTime = (value: unknown): boolean => value === null || Number.isSafeInteger(value);
