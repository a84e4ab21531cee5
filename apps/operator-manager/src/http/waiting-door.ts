import { randomUUID } from 'node:crypto';
import type { Logger } from 'pino';
import type { HealthBody } from '@plimsoll/interface/health/health';
import type { Config } from '../config/config.ts';
import { Refusal } from '../intake/refusal.ts';
import { methods, type Method } from '../methods/methods.ts';
import type { ManagerMetrics } from '../metrics/metrics.ts';
import { healthRoutes } from './health-routes.ts';
import type { ManagerServices } from './manager-services.ts';
import { answerRpc } from './rpc.ts';
import { listen } from './serve.ts';
import { createServer } from './server.ts';

/** Answers in the name of a manager that cannot start yet. */
export interface WaitingDoor {
  /** That of the process: the manager goes on under it. */
  readonly incarnation: string;
  /** Says what is waited for and why; the first word opens the door. */
  readonly waitingFor: (what: string) => (why: string) => void;
  /** Frees the address for the manager itself. */
  readonly close: () => Promise<void>;
}

/**
 * A manager whose database or brokers are not there listens all the same: it is not ready, says why, and refuses every call
 * by name. A process that merely does not answer leaves whoever runs it to guess (RG-16).
 */
export function openWaitingDoor(config: Config, log: Logger, metrics: ManagerMetrics): WaitingDoor {
  const incarnation = randomUUID();
  let reason = '';
  let opening: Promise<unknown> | undefined;
  const server = createServer(config, log);
  const health = (): HealthBody => ({
    instance: config.instance,
    incarnation,
    role: 'active',
    ready: false,
    reasons: [reason],
    nowMicros: Date.now() * 1000,
  });
  const refuse: Method = () => Promise.reject(new Refusal('NOT_READY', reason));
  const refusing = Object.fromEntries(Object.keys(methods).map((name) => [name, refuse]));
  server.post('/', async (request, reply) => {
    // Nothing else of the services is touched by a method that only refuses.
    const answer = await answerRpc(request.body, refusing, { config, log, metrics } as ManagerServices);
    return answer === undefined ? reply.code(204).send() : reply.send(answer);
  });
  healthRoutes(server, { health, live: () => true, metrics });
  const open = async (): Promise<void> => {
    // An address that is taken stops the manager itself when it comes to it.
    await listen(server, config.listen).catch((error: unknown) =>
      log.warn({ err: error }, 'cannot listen yet'),
    );
  };
  return {
    incarnation,
    waitingFor: (what) => (why) => {
      reason = `waiting for ${what}: ${why}`;
      log.warn({ why }, `waiting for ${what}`);
      opening ??= open();
    },
    close: async () => {
      await opening;
      await server.close();
    },
  };
}
