import type { HealthRecord } from '@plimsoll/history/record';
import type { HealthBody } from '@plimsoll/interface/health/health';
import type { HttpCaller, Reply } from './http-caller.ts';
import type { Route } from './routes.ts';

/** Polls `/health/ready` of every instance from its own site; at most three hang at one instance. */
export class HealthPolls {
  readonly #caller: HttpCaller;
  readonly #routes: readonly Route[];
  readonly #clock: () => number;
  readonly #record: (record: HealthRecord) => void;

  constructor(
    caller: HttpCaller,
    routes: readonly Route[],
    clock: () => number,
    record: (record: HealthRecord) => void,
  ) {
    this.#caller = caller;
    this.#routes = routes;
    this.#clock = clock;
    this.#record = record;
  }

  tick(): void {
    for (const route of this.#routes) {
      if (this.#caller.inFlight(route.address) >= 3) continue;
      const dueMicros = this.#clock();
      const request = { method: 'GET', path: '/health/ready', token: undefined, body: undefined } as const;
      this.#caller.call(route.address, request, (reply) =>
        this.#record(healthRecord(route, dueMicros, reply)),
      );
    }
  }
}

/** `ok` is an answer as the interface has it, ready or not; `ready` is null where there was none. */
export function healthRecord(route: Route, dueMicros: number, reply: Reply): HealthRecord {
  const body = reply.error === undefined ? healthBody(reply) : undefined;
  const failed = reply.error === 'NOT_SENT' ? 'fail' : 'info';
  return {
    kind: 'health',
    client: 'watch',
    site: route.endpoint.site,
    instance: route.endpoint.instance,
    ...(reply.servedBy === undefined ? {} : { servedBy: reply.servedBy }),
    dueMicros,
    sentMicros: reply.sentMicros,
    doneMicros: reply.doneMicros,
    outcome: body === undefined ? failed : 'ok',
    ...(body === undefined ? { code: reply.error ?? 'GARBAGE' } : {}),
    ...(reply.httpStatus === undefined ? {} : { httpStatus: reply.httpStatus }),
    ready: body?.ready ?? null,
    ...(body === undefined ? {} : { reasons: body.reasons, incarnation: body.incarnation }),
    ...(body?.nowMicros === undefined ? {} : { nowMicros: body.nowMicros }),
    ...(body?.progress === undefined ? {} : { progressMicros: body.progress.lastMicros }),
  };
}

/** Undefined unless status and body are those of the interface and agree. */
function healthBody(reply: Reply): HealthBody | undefined {
  try {
    const body = JSON.parse(reply.text) as HealthBody;
    const fits =
      reply.httpStatus === (body.ready ? 200 : 503) &&
      typeof body.ready === 'boolean' &&
      typeof body.incarnation === 'string' &&
      Array.isArray(body.reasons) &&
      (body.nowMicros === undefined || Number.isSafeInteger(body.nowMicros)) &&
      (body.progress === undefined || Number.isSafeInteger(body.progress.lastMicros));
    return fits ? body : undefined;
  } catch {
    return undefined;
  }
}
