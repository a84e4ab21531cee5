import { setTimeout as sleep } from 'node:timers/promises';
import type { Hex } from '@plimsoll/interface/operator/operation';
import type { HealthBody } from '@plimsoll/interface/health/health';
import type { EngineClient, EngineStatus } from './engine-client.ts';

/** What the manager knows of its engine. */
export interface EngineView {
  /** By the monotonic clock: when it last answered, and when it last said that it makes progress. */
  readonly answeredAtMs: number;
  readonly readyAtMs: number;
  /** Why it says that it is not ready, or cannot be reached. */
  readonly reasons: readonly string[];
  readonly incarnation: string | undefined;
  /** Nobody listens at its address, or who does has not started: it waits for its chain. */
  readonly gone: boolean;
  /** Operations that it holds. */
  readonly pendingCount: number;
}

/** Polls the engine's health for as long as it runs. */
export interface EngineWatch {
  readonly view: () => EngineView;
  readonly close: () => Promise<void>;
}

/**
 * Starts the watch. `onNew` is called at the first answer of each incarnation: such an engine knows nothing yet. One of another
 * rollup counts as not ready: it would refuse every operation, and what was accepted for it would wait for ever (RG-01).
 */
export function watchEngine(
  engine: Pick<EngineClient, 'health' | 'status'>,
  rollup: Hex,
  intervalMs: number,
  onNew: () => Promise<void>,
): EngineWatch {
  const stop = new AbortController();
  let view: EngineView = {
    answeredAtMs: -Infinity,
    readyAtMs: -Infinity,
    reasons: ['not asked yet'],
    incarnation: undefined,
    gone: false,
    pendingCount: 0,
  };
  const see = async (body: HealthBody, status: EngineStatus): Promise<EngineView> => {
    const now = performance.now();
    const isOther = status.rollup !== undefined && status.rollup !== rollup;
    const reasons = body.ready ? [] : body.reasons;
    if (body.incarnation !== view.incarnation) await onNew();
    return {
      answeredAtMs: now,
      readyAtMs: isOther ? -Infinity : body.ready ? now : view.readyAtMs,
      reasons: isOther
        ? ['it is of another rollup: its chain id or contract is not that of [rollup] here']
        : reasons,
      incarnation: body.incarnation,
      gone: false,
      pendingCount: status.pendingCount,
    };
  };
  const poll = async (): Promise<void> => {
    while (!stop.signal.aborted) {
      try {
        const [body, status] = await Promise.all([engine.health(), engine.status()]);
        view = status ? await see(body, status) : { ...view, gone: true, reasons: body.reasons };
      } catch (error) {
        const { code, message } = error as NodeJS.ErrnoException;
        view = { ...view, gone: code === 'ECONNREFUSED', reasons: [`does not answer: ${message}`] };
      }
      await sleep(intervalMs, undefined, { signal: stop.signal }).catch(() => undefined);
    }
  };
  const polling = poll();
  return {
    view: () => view,
    close: async () => {
      stop.abort();
      await polling;
    },
  };
}
