import type { Plan } from '@plimsoll/history/plan';
import type {
  FaultRecord,
  HealthRecord,
  HistoryRecord,
  ProbeRecord,
  SendRecord,
} from '@plimsoll/history/record';
import { measure } from './measure.ts';
import type { Measured } from './measure.ts';

/** A small plan for tests: two sites, a node each, one kill of a-1. */
export const smallPlan: Plan = {
  plimsoll: 1,
  seed: 'test',
  scenario: {
    name: 'small',
    title: 'Small',
    text: '',
    topology: { sites: ['a', 'b'], instances: { a: 1, b: 1 }, postgres: 'single' },
    load: {
      members: 2,
      ratePerSecond: 100,
      arrivals: 'constant',
      maxSequencingTimeMs: 1000,
      awaitShare: 1,
      bytes: [10, 20],
    },
    steadyMs: 100,
    recoveryMs: 2000,
    steps: [],
  },
  subject: {
    manifestPath: 'subject.yaml',
    digest: 'd',
    name: 'imagined',
    version: '1',
    system: 'sequencer',
    capabilities: [],
    bounds: { recoveryMs: 2000 },
    timers: {},
    exempt: {},
  },
  members: [
    { name: 'm-0', publicKey: '', enabled: true },
    { name: 'm-1', publicKey: '', enabled: true },
  ],
  nodes: [
    { name: 'a-1', site: 'a' },
    { name: 'b-1', site: 'b' },
  ],
  gateways: [],
  trials: [
    {
      trial: 0,
      fault: 'kill',
      title: 'Kill a process',
      class: 'process',
      mode: 'killed',
      target: 'node:a-1',
      parameters: {},
      holdMs: 2000,
      jitterMs: 0,
      together: [],
    },
  ],
  notAvailable: [],
};

/** Common fields of a call answered `ok`, times in milliseconds. */
export function call(sentMs: number, tookMs = 2, instance = 'b-1', site = 'b') {
  return {
    client: 'load',
    site,
    instance,
    dueMicros: sentMs * 1000,
    sentMicros: sentMs * 1000,
    doneMicros: (sentMs + tookMs) * 1000,
    outcome: 'ok' as const,
  };
}

/** A send of the load. */
export function send(id: number, sentMs: number, more: Partial<SendRecord> = {}): SendRecord {
  return {
    ...call(sentMs),
    kind: 'send',
    id,
    attempt: 1,
    member: 0,
    awaits: 'sequenced',
    maxSequencingTimeMicros: 0,
    envelopes: [],
    status: 'sequenced',
    purpose: 'load',
    ...more,
  };
}

/** A step of trial 0's kill. */
export function step(name: FaultRecord['step'], atMs: number, more: Partial<FaultRecord> = {}): FaultRecord {
  return {
    kind: 'fault',
    trial: 0,
    fault: 'kill',
    target: 'node:a-1',
    step: name,
    atMicros: atMs * 1000,
    parameters: {},
    observation: `${name} seen`,
    touches: ['a-1'],
    ...more,
  };
}

/** A probe every 100 ms from `fromMs` to `toMs`, failing between `downFromMs` and `downToMs`. */
export function probes(
  probe: 'write' | 'read',
  instance: string,
  site: string,
  [fromMs, toMs]: readonly [number, number],
  [downFromMs, downToMs]: readonly [number, number] = [0, 0],
): ProbeRecord[] {
  const all: ProbeRecord[] = [];
  for (let ms = fromMs; ms < toMs; ms += 100) {
    const down = ms >= downFromMs && ms < downToMs;
    all.push({
      ...call(ms, 2, instance, site),
      kind: 'probe',
      probe,
      outcome: down ? 'info' : 'ok',
      client: 'watch',
    });
  }
  return all;
}

/** A health poll answered at `atMs`. */
export function health(instance: string, atMs: number, ready: boolean | null): HealthRecord {
  return { ...call(atMs, 0, instance, instance.slice(0, 1)), kind: 'health', ready, client: 'watch' };
}

/** Measures the records in the order given. */
export function measured(records: readonly HistoryRecord[], plan: Plan = smallPlan): Measured {
  const meter = measure(plan);
  for (const record of records)
    (meter.on[record.kind] as ((record: HistoryRecord) => void) | undefined)?.(record);
  return meter.finish();
}
