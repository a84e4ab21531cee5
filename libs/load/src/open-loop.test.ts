import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { ClientPlan } from './client.ts';
import { recorded } from './recorded.fixture.ts';
import { SequencerDouble } from './sequencer-double.ts';
import { startLoad } from './start-load.ts';
import { testMember, testPlan } from './test-plan.fixture.ts';

// The standing self-test of the generator (HS-02), scaled down: a subject frozen for a share of the run must show as
// the arithmetic says. A closed loop, or latency from the time of sending, would show a few slow samples and a clean p99.

// Real time passes in these tests, and other work may share the machine.
vi.setConfig({ testTimeout: 90_000 });

const members = [testMember('alice'), testMember('bob')];
const ratePerSecond = 300;
const plainMix = { twice: 0, tight: 0, past: 0, unknownRecipient: 0, topologyAhead: 0 };
let double: SequencerDouble;
let plan: ClientPlan;

beforeEach(async () => {
  double = new SequencerDouble(members);
  await double.start('node-1', 'east', 'node', ['east']);
  plan = {
    ...testPlan(members, double.endpoints, { ratePerSecond, maxSequencingTimeMs: 60_000 }),
    mix: plainMix,
  };
});
afterEach(() => double.close());

const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
const quantile = (sorted: readonly number[], q: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))] as number;

test('a subject frozen for a tenth of the run shows in the percentiles as by arithmetic', async () => {
  const load = await startLoad(plan);
  load.begin();
  await expect.poll(() => load.status().ok, { timeout: 30_000 }).toBeGreaterThan(0);
  await sleep(2000);
  const from = performance.now();
  double.freeze();
  await sleep(700);
  double.thaw();
  const frozenMs = performance.now() - from;
  await sleep(2000);
  const stopped = await load.stop(5000);
  await load.close();

  const of = recorded(plan.historyDirectory, 'load');
  const sends = of('send').filter(({ attempt }) => attempt === 1);
  const lastDue = Math.max(...sends.map(({ dueMicros }) => dueMicros));
  const firstDue = Math.min(...sends.map(({ dueMicros }) => dueMicros));
  const seconds = (lastDue - firstDue) / 1e6;
  // Open loop: it went on asking while nothing was answered, at its rate.
  expect(sends.length).toBeGreaterThan(seconds * ratePerSecond * 0.98);
  expect(stopped.offered).toBe(sends.length);

  const latencies = sends
    .map(({ dueMicros, doneMicros }) => (doneMicros - dueMicros) / 1000)
    .sort((a, b) => a - b);
  const share = frozenMs / 1000 / seconds;
  // The share that was due in the freeze waited evenly up to its length.
  for (const q of [0.95, 0.99]) {
    const expected = frozenMs * (1 - (1 - q) / share);
    expect(quantile(latencies, q), `p${q * 100}`).toBeGreaterThan(expected * 0.75);
    // Upwards there is the noise of the machine, which adds to every answer at once.
    expect(quantile(latencies, q), `p${q * 100}`).toBeLessThan(expected * 1.3 + 400);
  }
  expect(latencies.at(-1)).toBeGreaterThan(frozenMs * 0.95);
  // The note that the generator wrote about itself says the same as its records.
  const latency = of('note').find(({ about }) => about === 'latency')?.values as {
    n: number;
    percentiles: Record<string, number>;
  };
  expect(latency.n).toBe(sends.length);
  expect((latency.percentiles['p95'] as number) / 1000).toBeCloseTo(quantile(latencies, 0.95), -2);
});

test('a generator that was held up says so: slip and latency from the due time show it, service time does not (HX-M5, HX-M6)', async () => {
  const load = await startLoad(plan);
  load.begin();
  await expect.poll(() => load.status().ok, { timeout: 30_000 }).toBeGreaterThan(100);
  process.kill(load.pid as number, 'SIGSTOP');
  await sleep(600);
  process.kill(load.pid as number, 'SIGCONT');
  await expect.poll(() => load.status().ok, { timeout: 30_000 }).toBeGreaterThan(500);
  await load.stop(5000);
  await load.close();

  const of = recorded(plan.historyDirectory, 'load');
  const late = of('send').filter(({ dueMicros, sentMicros }) => sentMicros - dueMicros > 100_000);
  // About half a second's worth of sends was late, each by what was left of the hold-up.
  expect(late.length).toBeGreaterThan(ratePerSecond * 0.35);
  expect(Math.max(...late.map(({ dueMicros, sentMicros }) => sentMicros - dueMicros))).toBeGreaterThan(
    500_000,
  );
  // Latency from the time of sending would hide the hold-up; from the due time it holds all of it.
  for (const { dueMicros, sentMicros, doneMicros } of late) {
    expect(doneMicros - dueMicros).toBeGreaterThan(doneMicros - sentMicros);
    expect(doneMicros - dueMicros).toBeGreaterThan(100_000);
  }
  const note = (about: string) =>
    of('note').find((each) => each.about === about)?.values as { n: number; max: number };
  expect(note('slip').max).toBeGreaterThan(500_000);
  expect(note('latency').max).toBeGreaterThan(500_000);
  // And what was due in the meantime was sent all the same.
  expect(note('slip').n).toBe(of('send').length);
});

test('a subject that hangs is asked all the same; what the cap on calls in flight forbids is counted as due and unsent', async () => {
  plan = { ...plan, load: { ...plan.load, ratePerSecond: 600 } };
  double.decide = () => 'hang';
  const load = await startLoad(plan);
  load.begin();
  // The cap is 1024 calls to one endpoint; nothing is kept back before it.
  await expect.poll(() => load.status().inFlight, { timeout: 30_000 }).toBeGreaterThan(300);
  const early = load.status();
  if (early.inFlight < 1024) expect(early.sent).toBe(early.offered);
  await expect.poll(() => load.status().offered, { timeout: 30_000 }).toBeGreaterThan(1300);
  const late = load.status();
  expect(late.inFlight).toBeLessThanOrEqual(1024);
  expect(late.sent).toBeLessThan(late.offered);
  await load.close();

  const of = recorded(plan.historyDirectory, 'load');
  const total = of('note').findLast(({ about }) => about === 'load')?.values as Record<string, number>;
  expect(total['offered']).toBe((total['sent'] ?? 0) + (total['unsent'] ?? 0));
  expect(of('send').length).toBe(total['attempts']);
  // Closing recorded every one of them, as what it is: not known.
  expect(new Set(of('send').map(({ outcome, code }) => `${outcome} ${code}`))).toEqual(
    new Set(['info TIMEOUT']),
  );
});
