import type { Fault, FaultContext, Observation, Target } from '@plimsoll/faults/fault';
import type { PlannedTrial } from '@plimsoll/history/plan';
import type { RunObserver } from './observer.ts';
import type { Recorder } from './recorder.ts';
import { until } from './until.ts';

/** How long the independent probe may look for the fault's effect, and for its end, milliseconds. */
const biteWithinMs = 5_000;
const healWithinMs = 30_000;

/** What a trial needs of the run around it. */
export interface TrialSetting {
  readonly faults: readonly Fault[];
  readonly context: FaultContext;
  readonly recorder: Recorder;
  readonly observer: RunObserver;
  /** Waits for steady state; false when it did not come in time. */
  readonly steady: () => Promise<boolean>;
  /** Called once the fault is on and its receipt is in: `run --until fault:N` stops here. */
  readonly onBit?: (trial: number) => Promise<void>;
}

interface Part {
  readonly fault: Fault;
  readonly target: Target;
  readonly parameters: Readonly<Record<string, number | string>>;
  injected: boolean;
}

/**
 * One trial: planned → applied → bit → (held) → healing → healed, each step a record (HR-01). A fault without its
 * receipt is recorded as such and healed all the same; it never ends the run. Parts that are on together are healed
 * all at once, since one recovery may wait for another (HX-22).
 */
export async function conductTrial(planned: PlannedTrial, setting: TrialSetting): Promise<void> {
  const { context, observer, recorder } = setting;
  recorder.phase({ phase: 'fault', trial: planned.trial });
  const parts: Part[] = [];
  for (const each of [planned, ...planned.together]) {
    const part = resolvePart(each, setting);
    if (part !== undefined) parts.push(part);
  }
  const record = (
    part: Part,
    step: Parameters<Recorder['fault']>[0]['step'],
    observation?: string,
    atMicros?: number,
  ): void => {
    recorder.fault({
      trial: planned.trial,
      fault: part.fault.name,
      target: part.target.name,
      mode: part.fault.mode,
      step,
      parameters:
        part.fault.mustBreak === undefined
          ? part.parameters
          : { ...part.parameters, mustBreak: part.fault.mustBreak },
      touches: part.target.touches,
      ...(observation === undefined ? {} : { observation }),
      ...(atMicros === undefined ? {} : { atMicros }),
    });
    observer.fault(step, part.fault.name, part.target.name, observation ?? '', planned.holdMs);
  };

  for (const part of parts) record(part, 'planned');
  await until(() => false, planned.jitterMs, context.signal);
  try {
    for (const part of parts) {
      // Injecting takes time (a kill waits until the process is gone, a restart until it is back), and the fault is felt
      // from the beginning: that is when it was applied, or what it does would count as done in quiet.
      const beganMicros = recorder.nowMicros();
      await part.fault.inject(context, part.target, part.parameters);
      part.injected = true;
      record(part, 'applied', undefined, beganMicros);
      const seen = await look(
        () => part.fault.bit(context, part.target, part.parameters),
        biteWithinMs,
        context.signal,
      );
      record(part, seen.seen ? 'bit' : 'not-bit', seen.words);
    }
    await setting.onBit?.(planned.trial);
    await until(() => false, planned.holdMs, context.signal);
  } catch (error) {
    if (context.signal.aborted) throw error;
    for (const part of parts)
      if (!part.injected) record(part, 'not-bit', `could not be applied: ${wordsOf(error)}`);
  } finally {
    await Promise.allSettled(parts.map(async (part) => heal(part)));
  }
  for (const part of parts) {
    const seen = await look(
      () => part.fault.healed(context, part.target, part.parameters),
      healWithinMs,
      context.signal,
    );
    record(part, seen.seen ? 'healed' : 'not-healed', seen.words);
  }
  recorder.phase({ phase: 'recovery', trial: planned.trial });
  await setting.steady();

  async function heal(part: Part): Promise<void> {
    record(part, 'healing');
    try {
      await part.fault.heal(context, part.target, part.parameters);
    } catch (error) {
      recorder.note('heal-failed', { trial: planned.trial, fault: part.fault.name, words: wordsOf(error) });
    }
  }
}

function resolvePart(
  planned: Omit<PlannedTrial, 'jitterMs' | 'together'>,
  setting: TrialSetting,
): Part | undefined {
  const { recorder, context } = setting;
  const fault = setting.faults.find((each) => each.name === planned.fault);
  const targets = fault?.targets(context.testbed);
  const found = targets === undefined || 'notAvailable' in targets ? [] : targets;
  const target = found.find((each) => each.name === planned.target);
  if (fault !== undefined && target !== undefined) {
    return { fault, target, parameters: planned.parameters, injected: false };
  }
  recorder.fault({
    trial: planned.trial,
    fault: planned.fault,
    target: planned.target,
    step: 'not-tested',
    parameters: planned.parameters,
    touches: [],
    observation:
      targets !== undefined && 'notAvailable' in targets
        ? targets.notAvailable
        : 'no such fault or target here',
  });
  return undefined;
}

/** Asks the probe until it sees something or time is up; a probe that throws has seen nothing, and says why. */
async function look(
  probe: () => Promise<Observation>,
  withinMs: number,
  signal: AbortSignal,
): Promise<Observation> {
  let last: Observation = { seen: false, words: 'the probe did not answer' };
  await until(
    async () => {
      try {
        last = await probe();
      } catch (error) {
        last = { seen: false, words: `the probe failed: ${wordsOf(error)}` };
      }
      return last.seen;
    },
    withinMs,
    signal,
  );
  return last;
}

function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
