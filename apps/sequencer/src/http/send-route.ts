import type { FastifyInstance, FastifyReply } from 'fastify';
import { SendRequest } from '@plimsoll/interface/sequencer/send';
import type { Member } from '../members/directory.ts';
import { queueRequest } from '../send/queue-request.ts';
import type { WaitEnd } from '../send/waiters.ts';
import { authenticated } from './authenticated.ts';
import type { NodeServices } from './node-services.ts';
import { type ErrorCode, refuse, Refusal } from './refuse.ts';

const acceptedBody = '{"status":"accepted"}';

/** `POST /v1/send`: the member is authenticated before the body is read. */
export function sendRoute(app: FastifyInstance, node: NodeServices): void {
  const { parts, metrics, directory, tokens, writer, waiters } = node;
  app.decorateRequest('member', null);
  app.post<{ Body: SendRequest }>(
    '/v1/send',
    {
      schema: { body: SendRequest },
      onRequest: (request, _reply, done) => {
        (request as unknown as { member: Member }).member = authenticated(request, tokens, directory);
        done();
      },
    },
    (request, reply) => {
      const { member } = request as unknown as { member: Member };
      const { body } = request;
      if (!parts.maySendAs(member.name, body.sender)) throw new Refusal('SENDER_MISMATCH');
      const senderId =
        body.sender === member.name ? member.id : (directory.byName(body.sender)?.id ?? member.id);
      const wait = body.await === 'sequenced' ? waiters.wait(body.maxSequencingTimeMicros) : undefined;
      const taken = writer.enqueue(queueRequest(body, senderId, directory, wait?.waiter));
      if (taken !== 'taken') {
        wait?.waiter.refused();
        metrics.sends.inc({ outcome: taken });
        return refuse(reply, taken === 'overloaded' ? 'SEQUENCER_OVERLOADED' : 'SEQUENCER_UNAVAILABLE');
      }
      if (!wait) {
        metrics.sends.inc({ outcome: 'accepted' });
        return reply.code(202).header('content-type', 'application/json').send(acceptedBody);
      }
      void wait.end.then((end) => {
        metrics.sends.inc({ outcome: end.end });
        return answer(reply, end);
      });
      return reply;
    },
  );
}

const refusals: Readonly<Record<Exclude<WaitEnd['end'], 'sequenced'>, ErrorCode>> = {
  expired: 'MAX_SEQUENCING_TIME_EXCEEDED',
  // Neither was sequenced nor ever will be: its writer lost its place, and nobody else has the request.
  lost: 'SEQUENCER_UNAVAILABLE',
  refused: 'SEQUENCER_UNAVAILABLE',
  unknown: 'SEQUENCING_UNKNOWN',
};

function answer(reply: FastifyReply, end: WaitEnd): FastifyReply {
  if (end.end !== 'sequenced') return refuse(reply, refusals[end.end]);
  const { timestampMicros, kind, errorCode } = end.event;
  return reply
    .code(200)
    .send(
      kind === 'E'
        ? { status: 'rejected', timestampMicros, code: errorCode ?? 'INTERNAL' }
        : { status: 'sequenced', timestampMicros },
    );
}
