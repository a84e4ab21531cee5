import type { FastifyInstance, FastifyReply } from 'fastify';
import Type from 'typebox';
import { amountToJson } from '@plimsoll/interface/operator/params';
import type { Hex } from '@plimsoll/interface/operator/operation';
import { rollupId } from '@plimsoll/interface/operator/operation-hash';
import type { Account } from '@plimsoll/rollup/account';
import {
  accountOf,
  accountOfKey,
  accountProof,
  orderAt,
  orderProof,
  stateRoot,
} from '@plimsoll/rollup/state';
import { recentAccount } from '../engine/recent-account.ts';
import type { EngineServices } from './engine-services.ts';

const Id = Type.Object({ id: Type.String({ pattern: '^[0-9]{1,15}$' }) });

/** What the manager asks of the state. Final state only, but for `/accounts/recent` (RG-15); 503 until the chain was read to its end once. */
export function stateRoutes(app: FastifyInstance, { engine, config, address }: EngineServices): void {
  const { view, outcomes } = engine;
  const nothing = (reply: FastifyReply, what: string): FastifyReply =>
    reply.code(404).send({ error: { code: 'NOT_FOUND', message: `no such ${what}` } });

  // An engine that was started anew knows the genesis only; what is final does not go back because it reads it again.
  let hasRead = false;
  app.addHook('onRequest', async (request, reply) => {
    if (!/^\/(state|accounts)\//.test(request.url)) return;
    hasRead ||= view.caughtUp();
    if (hasRead) return;
    const message = 'the chain has not been read to its end yet';
    await reply.code(503).send({ error: { code: 'NOT_READY', message } });
  });

  app.get('/status', (_request, reply) => {
    const turn = engine.turn();
    return reply.send({
      instance: config.instance,
      incarnation: engine.incarnation,
      address,
      rollup: rollupId(config.chain.chainId, config.chain.contract),
      mode: config.mode,
      submitting: turn.submit,
      why: turn.why,
      caughtUp: view.caughtUp(),
      alarm: view.alarm() ?? null,
      headBlock: view.head()?.number ?? -1,
      finalBlock: view.final().number,
      head: view.accepted.head.height,
      finalHeight: view.accepted.final.height,
      headRoot: stateRoot(view.accepted.head),
      finalRoot: stateRoot(view.accepted.final),
      pendingCount: outcomes.book.size,
    });
  });

  app.get<{ Params: { id: string } }>(
    '/accounts/recent/:id',
    { schema: { params: Id } },
    (request, reply) => {
      const { id } = request.params;
      const recent = recentAccount(view.accepted.head, Number(id), outcomes.book.ofSigner(id));
      return recent ? reply.send(recent) : nothing(reply, 'account');
    },
  );

  const finalAccount = (account: Account): object => {
    const state = view.accepted.final;
    return {
      id: account.id,
      publicKey: account.publicKey,
      operatorId: account.operatorId,
      nonce: account.nonce,
      redemptionIndex: account.redemptionIndex,
      balances: Object.fromEntries(
        [...account.balances].map(([token, amount]) => [String(token), amountToJson(amount)]),
      ),
      rootHash: stateRoot(state),
      merkleProof: accountProof(state, account.id),
      finalHeight: state.height,
    };
  };
  app.get<{ Params: { id: string } }>('/state/accounts/:id', { schema: { params: Id } }, (request, reply) => {
    const account = accountOf(view.accepted.final, Number(request.params.id));
    return account ? reply.send(finalAccount(account)) : nothing(reply, 'account');
  });
  app.get<{ Params: { key: string } }>('/state/accounts/by-key/:key', (request, reply) => {
    const { key } = request.params;
    const account = /^0x[0-9a-f]{128}$/.test(key) ? accountOfKey(view.accepted.final, key as Hex) : undefined;
    return account ? reply.send(finalAccount(account)) : nothing(reply, 'account');
  });
  app.get<{ Params: { id: string } }>('/state/orders/:id', { schema: { params: Id } }, (request, reply) => {
    const state = view.accepted.final;
    const index = Number(request.params.id);
    const order = orderAt(state, index);
    if (!order) return nothing(reply, 'order');
    return reply.send({
      ...order,
      amount: amountToJson(order.amount),
      rootHash: stateRoot(state),
      merkleProof: orderProof(state, index),
    });
  });

  app.post<{ Body: { submit: boolean | null } }>(
    '/mode',
    {
      schema: {
        body: Type.Object(
          { submit: Type.Union([Type.Boolean(), Type.Null()]) },
          { additionalProperties: false },
        ),
      },
    },
    (request, reply) => {
      const { submit } = request.body;
      engine.command(submit === null ? undefined : submit ? 'take' : 'leave');
      const turn = engine.turn();
      return reply.send({ submitting: turn.submit, why: turn.why });
    },
  );
}
