import { randomUUID } from 'node:crypto';
import type { Logger } from 'pino';
import type { HealthBody } from '@plimsoll/interface/health/health';
import type { Config } from '../config/config.ts';
import { createServer } from './create-server.ts';
import { listen } from './listen.ts';

/** Answers in the name of an engine that cannot start yet. */
export interface WaitingDoor {
  /** Says why it waits; the first word opens the door. @returns the base URL, undefined where the address cannot be had */
  readonly waiting: (why: string) => Promise<string | undefined>;
  /** Frees the address for the engine itself. */
  readonly close: () => Promise<void>;
}

/**
 * An engine whose chain is not there listens all the same: it is not ready and says why, and everything else is 503 NOT_READY. A
 * process that merely does not answer leaves whoever runs it to guess (RG-16).
 */
export function openWaitingDoor(config: Pick<Config, 'instance' | 'listen'>, log: Logger): WaitingDoor {
  const incarnation = randomUUID();
  let reason = '';
  let opening: Promise<string | undefined> | undefined;
  const server = createServer(log);
  const health = (): HealthBody => ({
    instance: config.instance,
    incarnation,
    role: 'passive',
    ready: false,
    reasons: [reason],
    nowMicros: Date.now() * 1000,
  });
  server.get('/health', (_request, reply) => reply.code(503).send(health()));
  server.get('/health/ready', (_request, reply) => reply.code(503).send(health()));
  server.get('/health/live', (_request, reply) => reply.send({ ...health(), live: true }));
  server.all('*', (_request, reply) =>
    reply.code(503).send({ error: { code: 'NOT_READY', message: reason } }),
  );
  return {
    waiting: (why) => {
      reason = `waiting for the chain: ${why}`;
      log.warn({ why }, 'waiting for the chain');
      // An address that is taken stops the engine itself when it comes to it.
      opening ??= listen(server, config.listen).catch((error: unknown) => {
        log.warn({ err: error }, 'cannot listen yet');
        return undefined;
      });
      return opening;
    },
    close: async () => {
      await opening;
      await server.close();
    },
  };
}
