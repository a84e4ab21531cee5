import type { SendRecord } from '@plimsoll/history/record';
import type { HistoryWriter } from '@plimsoll/history/writer';
import type { SendReply } from '@plimsoll/interface/sequencer/send';
import { classify } from './classify.ts';
import type { HttpCaller } from './http-caller.ts';
import type { Rendered } from './render-send.ts';
import type { Route } from './routes.ts';
import type { RunClock } from './run-clock.ts';
import type { Sessions } from './sessions.ts';

/** One attempt to send: who, where, under which limit, and why. */
export interface Attempt {
  readonly id: number;
  readonly attempt: number;
  readonly member: number;
  readonly site: string;
  readonly route: Route;
  readonly rendered: Rendered;
  readonly awaits: 'accepted' | 'sequenced';
  readonly maxSequencingTimeMicros: number;
  readonly topologyTimestampMicros: number | undefined;
  readonly observedMicros: number | undefined;
  readonly observedOn: number | undefined;
  readonly purpose: SendRecord['purpose'];
  readonly dueMicros: number;
}

export interface AttemptTools {
  readonly caller: HttpCaller;
  readonly sessions: Pick<Sessions, 'token' | 'refused'>;
  readonly writer: Pick<HistoryWriter, 'write'>;
  readonly clock: RunClock;
}

/** Makes one attempt, records how it ended, and tells. Without any token for the member it ends at once as not sent. */
export function makeAttempt(
  tools: AttemptTools,
  attempt: Attempt,
  ended: (record: SendRecord) => void,
): void {
  const { route, rendered } = attempt;
  const token = tools.sessions.token(attempt.member, route);
  if (token === undefined) {
    const now = tools.clock();
    const record = sendRecord(attempt, {
      sentMicros: now,
      doneMicros: now,
      outcome: 'fail',
      code: 'NOT_SENT',
    });
    tools.writer.write(record);
    // Told later, as every other end is: nobody expects the answer inside the call.
    setImmediate(ended, record);
    return;
  }
  tools.caller.call(
    route.address,
    {
      method: 'POST',
      path: '/v1/send',
      token,
      body: `${rendered.head}${attempt.maxSequencingTimeMicros}${rendered.tail}`,
    },
    (reply) => {
      const { outcome, code, body } = classify<SendReply>(reply, isSendReply);
      if (code === 'UNAUTHENTICATED') tools.sessions.refused(attempt.member, route, token);
      const record = sendRecord(attempt, {
        sentMicros: reply.sentMicros,
        doneMicros: reply.doneMicros,
        outcome,
        code: body?.status === 'rejected' ? body.code : code,
        servedBy: reply.servedBy,
        httpStatus: reply.httpStatus,
        body,
      });
      tools.writer.write(record);
      ended(record);
    },
  );
}

/** The three replies of the interface; anything else under 2xx is rubbish, and so indefinite. */
export function isSendReply(body: SendReply): boolean {
  if (body.status === 'accepted') return true;
  if (body.status === 'rejected' && typeof body.code !== 'string') return false;
  return (
    (body.status === 'sequenced' || body.status === 'rejected') && Number.isSafeInteger(body.timestampMicros)
  );
}

/** Fields in a fixed order, absent ones left out. */
function sendRecord(
  attempt: Attempt,
  end: {
    readonly sentMicros: number;
    readonly doneMicros: number;
    readonly outcome: SendRecord['outcome'];
    readonly code: string | undefined;
    readonly servedBy?: string | undefined;
    readonly httpStatus?: number | undefined;
    readonly body?: SendReply | undefined;
  },
): SendRecord {
  // JSON leaves out what is undefined, and a literal of one shape is what the engine likes best: hence the cast.
  return {
    kind: 'send',
    id: attempt.id,
    attempt: attempt.attempt,
    member: attempt.member,
    client: 'load',
    site: attempt.site,
    instance: attempt.route.endpoint.instance,
    servedBy: end.servedBy,
    dueMicros: attempt.dueMicros,
    sentMicros: end.sentMicros,
    doneMicros: end.doneMicros,
    outcome: end.outcome,
    code: end.code,
    httpStatus: end.httpStatus,
    awaits: attempt.awaits,
    maxSequencingTimeMicros: attempt.maxSequencingTimeMicros,
    topologyTimestampMicros: attempt.topologyTimestampMicros,
    envelopes: attempt.rendered.envelopes,
    status: end.body?.status,
    timestampMicros:
      end.body !== undefined && 'timestampMicros' in end.body ? end.body.timestampMicros : undefined,
    observedMicros: attempt.observedMicros,
    observedOn: attempt.observedOn,
    purpose: attempt.purpose,
  } as SendRecord;
}
