import { crc32 } from 'node:zlib';
import type { ProbeRecord } from '@plimsoll/history/record';
import type { SendReply } from '@plimsoll/interface/sequencer/send';
import { isSendReply } from './attempt.ts';
import { classify } from './classify.ts';
import type { HttpCaller, Reply } from './http-caller.ts';
import type { Route } from './routes.ts';
import { wallMicros } from './run-clock.ts';
import type { Sessions } from './sessions.ts';

export interface WriteProbesOptions {
  readonly caller: HttpCaller;
  readonly sessions: Sessions;
  /** Index and name of the probe member. */
  readonly member: number;
  readonly name: string;
  /** Every node and gateway, each from its own site. */
  readonly routes: readonly Route[];
  /** With the capability the reply is the success; without it, the own receipt on one of the probe's streams. */
  readonly awaitSequenced: boolean;
  readonly timeoutMs: number;
  readonly clock: () => number;
  readonly record: (record: ProbeRecord) => void;
}

interface Waiting {
  readonly route: Route;
  readonly dueMicros: number;
  readonly reply: Reply;
}

/** At most so many hang at one instance: then it is down anyway, and the gap is known. */
const inFlightMax = 60;

/**
 * The write half of the probe stream (HS-06): on every tick one small send of the probe member to itself at each
 * instance, whatever became of those before (open loop). Message ids are `p-<n>`, apart from the load's.
 */
export class WriteProbes {
  readonly #options: WriteProbesOptions;
  readonly #waiting = new Map<number, Waiting>();
  #number = 0;

  constructor(options: WriteProbesOptions) {
    this.#options = options;
  }

  tick(): void {
    const dueMicros = this.#options.clock();
    for (const route of this.#options.routes) {
      if (this.#options.caller.inFlight(route.address) < inFlightMax) this.#probe(route, dueMicros);
    }
    const expired = dueMicros - this.#options.timeoutMs * 1000;
    for (const [digest, { route, dueMicros: due, reply }] of this.#waiting) {
      if (due > expired) break;
      this.#waiting.delete(digest);
      this.#ended(route, due, { ...reply, doneMicros: dueMicros }, 'info', 'TIMEOUT');
    }
  }

  /** A content arrived at the probe member, known by its digest. */
  receipt(digest: number): void {
    const waiting = this.#waiting.get(digest);
    if (waiting === undefined) return;
    this.#waiting.delete(digest);
    const { route, dueMicros, reply } = waiting;
    this.#ended(route, dueMicros, { ...reply, doneMicros: this.#options.clock() }, 'ok');
  }

  #probe(route: Route, dueMicros: number): void {
    const { caller, sessions, member, name, awaitSequenced, timeoutMs, clock } = this.#options;
    const token = sessions.token(member, route);
    if (token === undefined) {
      const now = clock();
      const reply = { sentMicros: now, doneMicros: now, httpStatus: undefined, servedBy: undefined };
      return this.#ended(route, dueMicros, reply, 'fail', 'NOT_SENT');
    }
    const number = this.#number++;
    const content = Buffer.from(`plimsoll-probe:${number}`);
    const body = JSON.stringify({
      sender: name,
      messageId: `p-${number}`,
      maxSequencingTimeMicros: wallMicros() + timeoutMs * 1000,
      ...(awaitSequenced ? { await: 'sequenced' } : {}),
      envelopes: [{ content: content.toString('base64'), recipients: [name] }],
    });
    caller.call(route.address, { method: 'POST', path: '/v1/send', token, body }, (reply) => {
      const { outcome, code, body: answer } = classify<SendReply>(reply, isSendReply);
      if (code === 'UNAUTHENTICATED') sessions.refused(member, route, token);
      if (outcome === 'ok' && !awaitSequenced) {
        this.#waiting.set(crc32(content), { route, dueMicros, reply });
        return;
      }
      const sequenced = outcome === 'ok' && answer?.status === 'sequenced';
      this.#ended(
        route,
        dueMicros,
        reply,
        sequenced ? 'ok' : outcome === 'fail' ? 'fail' : 'info',
        code ?? (answer?.status === 'rejected' ? answer.code : undefined),
      );
    });
  }

  #ended(
    route: Route,
    dueMicros: number,
    reply: Pick<Reply, 'sentMicros' | 'doneMicros' | 'servedBy' | 'httpStatus'>,
    outcome: ProbeRecord['outcome'],
    code?: string,
  ): void {
    this.#options.record({
      kind: 'probe',
      probe: 'write',
      client: 'watch',
      site: route.endpoint.site,
      instance: route.endpoint.instance,
      ...(reply.servedBy === undefined ? {} : { servedBy: reply.servedBy }),
      dueMicros,
      sentMicros: reply.sentMicros,
      doneMicros: reply.doneMicros,
      outcome,
      ...(outcome === 'ok' || code === undefined ? {} : { code }),
      ...(reply.httpStatus === undefined ? {} : { httpStatus: reply.httpStatus }),
    });
  }
}
