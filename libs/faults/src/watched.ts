import type { Testbed } from '@plimsoll/testbed/testbed';
import type { Fault, FaultContext, Observation, Target } from './fault.ts';

type Parameters = Readonly<Record<string, number | string>>;

/** A fault whose probe has to look before as well as after: a process id, an open connection, a row written. */
export interface WatchedFault<Before> extends Omit<Fault, 'bit' | 'healed'> {
  /** What the probe reads, opens or starts just before the injection. May carry `close` to let go of it. */
  before(context: FaultContext, target: Target, parameters: Parameters): Promise<Before> | Before;
  bit(context: FaultContext, target: Target, parameters: Parameters, before: Before): Promise<Observation>;
  healed(
    context: FaultContext,
    target: Target,
    parameters: Parameters,
    before: Before | undefined,
  ): Promise<Observation>;
}

const readings = new WeakMap<Testbed, Map<string, unknown>>();

/**
 * Makes a `Fault` of it: `before` is read when the injection begins and is handed to `bit` and `healed`. Without
 * that reading (somebody replaced the injection) nothing can be seen, and `bit` says so.
 */
export function watched<Before extends object>(source: WatchedFault<Before>): Fault {
  const key = (target: Target): string => `${source.name} ${target.name}`;
  return {
    ...source,
    async inject(context, target, parameters) {
      kept(context.testbed).set(key(target), await source.before(context, target, parameters));
      await source.inject(context, target, parameters);
    },
    async bit(context, target, parameters) {
      const before = kept(context.testbed).get(key(target)) as Before | undefined;
      if (before === undefined) {
        return {
          seen: false,
          words: 'the probe has no reading from before the fault, so it cannot have bit',
        };
      }
      return source.bit(context, target, parameters, before);
    },
    async heal(context, target, parameters) {
      try {
        await source.heal(context, target, parameters);
      } finally {
        await letGo(kept(context.testbed).get(key(target)));
      }
    },
    async healed(context, target, parameters) {
      const before = kept(context.testbed).get(key(target)) as Before | undefined;
      const observation = await source.healed(context, target, parameters, before);
      // A reading belongs to one trial; the next one takes its own.
      if (observation.seen) kept(context.testbed).delete(key(target));
      return observation;
    },
  };
}

function kept(testbed: Testbed): Map<string, unknown> {
  const found = readings.get(testbed) ?? new Map<string, unknown>();
  readings.set(testbed, found);
  return found;
}

async function letGo(reading: unknown): Promise<void> {
  const close = (reading as { close?: () => Promise<void> | void } | undefined)?.close;
  await close?.call(reading);
}
