import { expect, test } from 'vitest';
import type { Fault, Observation } from '@plimsoll/faults/fault';
import type { FaultRecord, HistoryRecord } from '@plimsoll/history/record';
import type { PlannedTrial } from '@plimsoll/history/plan';
import { silentObserver } from './observer.ts';
import { createRecorder } from './recorder.ts';
import { conductTrial, type TrialSetting } from './trial.ts';

const target = { name: 'node:n1', touches: ['n1'] };
const planned: PlannedTrial = {
  trial: 0,
  fault: 'kill',
  target: 'node:n1',
  parameters: { holdMs: 1 },
  holdMs: 1,
  jitterMs: 0,
  together: [],
};

function faultDouble(overrides: Partial<Fault>): Fault {
  const seen = async (): Promise<Observation> => ({ seen: true, words: 'seen' });
  return {
    name: 'kill',
    title: 'kill',
    text: '',
    class: 'process',
    mode: 'killed',
    source: '',
    parameters: { holdMs: 1 },
    targets: () => [target],
    inject: async () => undefined,
    bit: seen,
    heal: async () => undefined,
    healed: seen,
    ...overrides,
  };
}

function settingFor(
  faults: readonly Fault[],
  signal = new AbortController().signal,
): { setting: TrialSetting; steps: () => string[]; records: HistoryRecord[] } {
  const records: HistoryRecord[] = [];
  const recorder = createRecorder({ write: (record) => records.push(record) }, 0n, () => 0n);
  const context = { testbed: {} as never, random: () => 0, signal, timers: {} };
  const setting: TrialSetting = {
    faults,
    context,
    recorder,
    observer: silentObserver,
    steady: async () => true,
  };
  const isFault = (record: HistoryRecord): record is FaultRecord => record.kind === 'fault';
  return { setting, records, steps: () => records.filter(isFault).map((record) => record.step) };
}

test('a fault leaves its steps in order', async () => {
  const { setting, steps } = settingFor([faultDouble({})]);
  await conductTrial(planned, setting);
  expect(steps()).toEqual(['planned', 'applied', 'bit', 'healing', 'healed']);
});

test('an injector that throws is recorded as not bitten, and healed all the same', async () => {
  let healed = 0;
  const fault = faultDouble({
    inject: async () => Promise.reject(new Error('no such process')),
    heal: async () => void (healed += 1),
  });
  const { setting, steps, records } = settingFor([fault]);
  await conductTrial(planned, setting);
  expect(steps()).toEqual(['planned', 'not-bit', 'healing', 'healed']);
  expect(healed).toBe(1);
  expect(JSON.stringify(records)).toContain('no such process');
});

test('a target that is not there is recorded as not tested', async () => {
  const { setting, steps } = settingFor([faultDouble({ targets: () => ({ notAvailable: 'no database' }) })]);
  await conductTrial(planned, setting);
  expect(steps()).toEqual(['not-tested']);
});

test('parts that are on together are healed together, each with its own receipt', async () => {
  const { setting, steps } = settingFor([faultDouble({}), faultDouble({ name: 'pause' })]);
  await conductTrial({ ...planned, together: [{ ...planned, fault: 'pause' }] }, setting);
  expect(steps().filter((step) => step === 'bit')).toHaveLength(2);
  expect(steps().filter((step) => step === 'healed')).toHaveLength(2);
});

test('an interrupted trial heals before it ends', async () => {
  const controller = new AbortController();
  let healed = 0;
  const fault = faultDouble({
    inject: async () => controller.abort(new Error('stopped')),
    heal: async () => void (healed += 1),
  });
  const { setting } = settingFor([fault], controller.signal);
  await expect(conductTrial(planned, setting)).rejects.toThrow('stopped');
  expect(healed).toBe(1);
});

test('a fault is applied when its injection begins, not when it returns: what it does meanwhile is its doing', async () => {
  let nanos = 1_000_000n;
  const fault = faultDouble({
    inject: async () => {
      nanos = 2_000_000_000n;
    },
  });
  const { setting, records } = settingFor([fault]);
  const recorder = createRecorder({ write: (record) => records.push(record) }, 0n, () => nanos);
  await conductTrial(planned, { ...setting, recorder });
  const atOf = (step: string): unknown =>
    records.flatMap((record) =>
      record.kind === 'fault' && record.step === step ? [record.atMicros] : [],
    )[0];
  expect(atOf('applied')).toBe(1000);
  expect(atOf('bit')).toBe(2_000_000);
});
