import { join } from 'node:path';
import type { Fault, FaultContext } from '@plimsoll/faults/fault';
import { layout } from '@plimsoll/history/layout';
import type { Plan } from '@plimsoll/history/plan';
import { random } from '@plimsoll/history/random';
import type { Manifest } from '@plimsoll/interface/manifest/manifest';
import { exitCodes, Problem } from '@plimsoll/interface/problem/problem';
import type { ClientPlan, LoadHandle, TestMember, WatchHandle } from '@plimsoll/load/client';
import type { Driver } from '@plimsoll/load/driver';
import { driverOf } from '@plimsoll/load/driver-of';
import { openTestbed } from '@plimsoll/testbed/open-testbed';
import type { Testbed } from '@plimsoll/testbed/testbed';
import { clientPlan } from './client-plan.ts';
import { describeEnvironment, probeFsync } from './environment.ts';
import type { RunObserver } from './observer.ts';
import { openEvidence, type Evidence } from './evidence.ts';
import { unsteady } from './steady.ts';
import { subjectOptions } from './subject-options.ts';
import { conductTrial } from './trial.ts';
import { until } from './until.ts';

/** How long a subject may take to its first steady state after everybody is ready, milliseconds. */
const steadyWithinMs = 30_000;
/** How much longer than the subject's own bound everything may take to come to its end after the load. */
const settleMarginMs = 10_000;

/** What is kept of the last words of a node that refused, characters. */
const wordsMax = 4_000;

/** What `run` needs beside the plan. */
export interface RunOptions {
  readonly plan: Plan;
  readonly manifest: Manifest;
  readonly manifestDirectory: string;
  readonly members: readonly TestMember[];
  readonly faults: readonly Fault[];
  readonly clocks: boolean;
  /** The output folder; must not hold a run already. */
  readonly outDirectory: string;
  readonly observer: RunObserver;
  readonly signal: AbortSignal;
  /** Called when trial N's fault has bitten; may wait (`--until fault:N --keep`). */
  readonly onBit?: (trial: number, testbed: Testbed) => Promise<void>;
  /** Replaces how a testbed is opened: for tests of the runner itself. */
  readonly open?: typeof openTestbed;
}

/**
 * Runs a plan (design, section 7): set up → steady → load → faults → heal everything → recovery → final reads →
 * seal. Judges nothing: the verdict comes from the bytes. A subject that never becomes ready is recorded as such and
 * the run ends early, as does one whose scenario expects a refusal; an interrupted or broken run leaves an unsealed
 * folder, which judges INVALID.
 */
export async function run(options: RunOptions): Promise<void> {
  const { plan, observer, signal } = options;
  const evidence = await openEvidence(options.outDirectory, plan);
  const { recorder } = evidence;
  let testbed: Testbed | undefined;
  let clients: Clients | undefined;
  try {
    const environment = await describeEnvironment();
    recorder.phase({ phase: 'setup' });
    observer.phase('setup', 'Starting sites, services and the subject');
    testbed = await openSubject(options, evidence);
    if (testbed === undefined || plan.scenario.expects !== undefined) {
      // It refused, or it serves though it should have refused: nothing more is to be learnt by load or faults.
      await testbed?.close();
      testbed = undefined;
      recorder.phase({ phase: 'end' });
      await evidence.seal(environment);
      return;
    }
    signal.throwIfAborted();
    clients = await startClients(options, evidence, testbed);
    await exercise(options, evidence, testbed, clients);
    await finalReads(options, evidence, testbed, clients);
    recorder.note('bypasses', { seen: testbed.bypasses() });
    await clients.close();
    clients = undefined;
    observer.phase('end', 'Stopping everything');
    await testbed.close();
    testbed = undefined;
    recorder.phase({ phase: 'end' });
    await evidence.seal({ ...environment, fsyncAfter: await probeFsync() });
  } finally {
    await clients?.close().catch(() => undefined);
    await testbed?.close().catch(() => undefined);
    await evidence.close();
  }
}

/** Undefined when the subject did not become ready: that is a finding about the subject, not an error of ours. */
async function openSubject(options: RunOptions, evidence: Evidence): Promise<Testbed | undefined> {
  const { plan, observer } = options;
  try {
    return await (options.open ?? openTestbed)({
      manifest: options.manifest,
      manifestDirectory: options.manifestDirectory,
      clocks: options.clocks,
      ...subjectOptions(plan),
      logDirectory: join(options.outDirectory, layout.logs),
      onProcess: (event) => evidence.recorder.process(event),
      onProgress: (words) => observer.line(words),
      ...(plan.scenario.expects === undefined
        ? {}
        : {
            onNotReady: (instance: string, words: string) =>
              evidence.recorder.note('node-not-ready', { instance, words: words.slice(-wordsMax) }),
          }),
    });
  } catch (error) {
    if (!(error instanceof Problem) || error.exitCode !== exitCodes.FAIL) throw error;
    const about = plan.scenario.expects === undefined ? 'subject-not-ready' : 'subject-refused';
    evidence.recorder.note(about, { words: error.message });
    observer.line(error.message);
    return undefined;
  }
}

interface Clients {
  readonly driver: Driver;
  readonly plan: ClientPlan;
  readonly load: LoadHandle;
  readonly watch: WatchHandle;
  readonly close: () => Promise<void>;
}

async function startClients(options: RunOptions, evidence: Evidence, testbed: Testbed): Promise<Clients> {
  const driver = driverOf(options.plan.subject.system);
  const plan = await clientPlan(options, evidence.recorder.runStartNanos, testbed);
  const [load, watch] = await Promise.all([driver.startLoad(plan), driver.startWatch(plan)]);
  let closed = false;
  return {
    driver,
    plan,
    load,
    watch,
    close: async () => {
      if (closed) return;
      closed = true;
      await Promise.all([load.close(), watch.close()]);
    },
  };
}

/** Steady state, load, every trial, and everything healed at the end. */
async function exercise(
  options: RunOptions,
  evidence: Evidence,
  testbed: Testbed,
  clients: Clients,
): Promise<void> {
  const { plan, observer, signal } = options;
  const { recorder } = evidence;
  const { scenario } = plan;
  const ticker = setInterval(() => observer.status(clients.load.status(), clients.watch.status()), 250);
  const broken = Promise.race([clients.load.failed, clients.watch.failed]).then((error) => {
    throw error;
  });
  broken.catch(() => undefined);
  const steady = async (withinMs: number, forMs: number): Promise<boolean> => {
    const missing = (): readonly string[] => unsteady(clients.watch.status(), recorder.nowMicros(), forMs);
    const begunMs = performance.now();
    // Steady from now on, not only until now: what the last fault does shows after it, and the next is not to hide it.
    const wasSeen = (): boolean => performance.now() - begunMs >= forMs && missing().length === 0;
    const reached = await Promise.race([until(wasSeen, withinMs, signal), broken]);
    recorder.note('steady', { reached, missing: missing() });
    return reached;
  };
  try {
    recorder.phase({ phase: 'steady' });
    observer.phase('steady', 'Waiting for steady state');
    clients.watch.begin();
    clients.load.begin();
    if (!(await steady(steadyWithinMs, scenario.steadyMs))) return;
    recorder.phase({ phase: 'load' });
    const context: FaultContext = {
      testbed,
      random: random(plan.seed, 'faults'),
      signal,
      timers: plan.subject.timers,
      load: { acknowledged: () => clients.load.status().acknowledged },
    };
    for (const planned of plan.trials) {
      await conductTrial(planned, {
        faults: options.faults,
        context,
        recorder,
        observer,
        steady: async () =>
          steady((plan.subject.bounds['recoveryMs'] ?? 30_000) + scenario.recoveryMs, scenario.recoveryMs),
        ...(options.onBit === undefined ? {} : { onBit: async (trial) => options.onBit?.(trial, testbed) }),
      });
    }
    const tailMs = scenario.tailMs ?? (plan.trials.length === 0 ? scenario.recoveryMs : 0);
    if (tailMs > 0) await until(() => false, tailMs, signal);
    for (const { fault, why } of plan.notAvailable) {
      recorder.fault({
        trial: -1,
        fault,
        target: '-',
        step: 'n/a',
        parameters: {},
        touches: [],
        observation: why,
      });
    }
  } finally {
    clearInterval(ticker);
  }
}

/** Stops the load, waits until every node has come as far as its end, and lets both observers read it all. */
async function finalReads(
  options: RunOptions,
  evidence: Evidence,
  testbed: Testbed,
  clients: Clients,
): Promise<void> {
  const { plan, observer } = options;
  const { recorder } = evidence;
  recorder.phase({ phase: 'heal' });
  recorder.note('leftovers', { found: await testbed.leftovers() });
  observer.phase('final', 'Stopping the load and waiting for what is open');
  const { driver } = clients;
  const withinMs = (plan.subject.bounds['recoveryMs'] ?? 30_000) + settleMarginMs;
  recorder.note('sentinel', await driver.settle(clients, clients.plan, withinMs));
  recorder.phase({ phase: 'final' });
  observer.phase('final', 'Two observers read everything on every node');
  await clients.close();
  await Promise.all([driver.readFinal(clients.plan, 'first'), driver.readFinal(clients.plan, 'second')]);
}
