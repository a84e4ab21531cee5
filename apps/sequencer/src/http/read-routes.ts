import type { FastifyInstance } from 'fastify';
import Type from 'typebox';
import {
  AcknowledgeRequest,
  instanceHeader,
  type AcknowledgeReply,
  type BoundsReply,
  type TimeReply,
} from '@plimsoll/interface/sequencer/calls';
import { Subscription } from '../reader/subscription.ts';
import { authenticated } from './authenticated.ts';
import type { NodeServices } from './node-services.ts';
import { Refusal } from './refuse.ts';

const SubscribeQuery = Type.Object({ from: Type.Optional(Type.String({ pattern: '^[0-9]{1,16}$' })) });

/** Readers see nothing for this long, milliseconds: the node does not take new ones. */
const readableMs = 2000;

/** `GET /v1/subscribe`, `POST /v1/acknowledge`, `GET /v1/time`, `GET /v1/bounds`. */
export function readRoutes(app: FastifyInstance, node: NodeServices): void {
  const { config, parts, directory, tokens, feed, hub, ask, change, memberPage } = node;

  app.get<{ Querystring: { from?: string } }>(
    '/v1/subscribe',
    { schema: { querystring: SubscribeQuery } },
    async (request, reply) => {
      const asking = authenticated(request, tokens, directory);
      const read = parts.mayRead(asking.name);
      const member = read === asking.name ? asking : (directory.byName(read) ?? asking);
      const from = request.query.from === undefined ? undefined : Number(request.query.from);
      if (from !== undefined && !Number.isSafeInteger(from))
        throw new Refusal('MALFORMED_REQUEST', 'from is too large');
      if (feed.positionMicros === undefined || node.feedAgeMs() > readableMs)
        throw new Refusal('SEQUENCER_UNAVAILABLE', 'the node cannot read now');
      const position = parts.resumePosition(from ?? 0);
      const page = await memberPage(member.id, position);
      if (page.safeMicros === null) throw new Refusal('SEQUENCER_UNAVAILABLE', 'nothing was sequenced yet');
      if (from !== undefined && from < page.lowerBoundMicros)
        throw new Refusal('EVENTS_UNAVAILABLE', `events below ${page.lowerBoundMicros} are pruned`);
      const start = from === undefined ? Math.max(position, page.lowerBoundMicros - 1) : position;
      reply.hijack();
      reply.raw.writeHead(200, {
        'content-type': 'application/x-ndjson',
        'cache-control': 'no-store',
        [instanceHeader]: config.instance,
      });
      reply.raw.flushHeaders();
      const subscription = new Subscription(member.id, start, reply.raw, directory.nameOf);
      reply.raw.on('close', () => subscription.drop());
      reply.raw.on('error', () => subscription.drop());
      if (reply.raw.destroyed) return reply;
      hub.attach(subscription, page);
      return reply;
    },
  );

  app.post<{ Body: { timestampMicros: number } }>(
    '/v1/acknowledge',
    {
      schema: { body: AcknowledgeRequest },
      onRequest: (request, _reply, done) => {
        authenticated(request, tokens, directory);
        done();
      },
    },
    async (request): Promise<AcknowledgeReply> => {
      const member = authenticated(request, tokens, directory);
      const [row] = await change<{ acknowledged_micros: number }>({
        name: 'acknowledge',
        text: parts.acknowledgeSql(parts.safeWatermarkSql),
        values: [member.id, request.body.timestampMicros],
      });
      if (!row) throw new Refusal('ACKNOWLEDGEMENT_AHEAD');
      return { acknowledgedMicros: row.acknowledged_micros };
    },
  );

  app.get('/v1/time', async (request): Promise<TimeReply> => {
    authenticated(request, tokens, directory);
    // Every online writer's later timestamps lie above its watermark, and so above the safe one.
    const [row] = await ask<{ safe: number | null }>({
      name: 'time',
      text: `select ${parts.safeWatermarkSql} as safe from sequencer.watermarks m`,
    });
    return { timeMicros: row?.safe ?? null };
  });

  app.get('/v1/bounds', async (request): Promise<BoundsReply> => {
    const member = authenticated(request, tokens, directory);
    const [row] = await ask<{ bound: number; acknowledged: number | null }>({
      name: 'bounds',
      text: `select (select lower_bound_micros from sequencer.lower_bound) as bound,
        (select acknowledged_micros from sequencer.acknowledgements where member_id = $1) as acknowledged`,
      values: [member.id],
    });
    return {
      lowerBoundMicros: row && row.bound > 0 ? row.bound : null,
      acknowledgedMicros: row?.acknowledged ?? null,
    };
  });
}
