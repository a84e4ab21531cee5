import { zeroBound } from '@plimsoll/guarantees/measure/zero-bound';
import { measure } from '@plimsoll/guarantees/measure/measure';
import type { GuaranteeResult, RunVerdict } from '@plimsoll/guarantees/verdict';
import type { Plan } from '@plimsoll/history/plan';
import type { HistoryRecord } from '@plimsoll/history/record';
import { numbers } from './numbers.fixture.ts';
import { imaginedPlan, kinds, nodes, gateways, type ImaginedOptions } from './imagined-plan.fixture.ts';

interface Stop {
  readonly from: number;
  readonly to: number;
  readonly touches: readonly string[];
  readonly heal: number;
  readonly process: boolean;
  readonly paused: boolean;
}

/** The verdict of the imagined run. */
export function imaginedRun(options: ImaginedOptions = {}): RunVerdict {
  const plan = imaginedPlan(options);
  const draw = numbers(options.seed ?? 1);
  const records: HistoryRecord[] = [];
  const stops: Stop[] = [];
  const micros = (ms: number): number => Math.round(ms * 1000);
  let now = 3000;
  records.push({ kind: 'phase', phase: 'setup', atMicros: 0 });
  for (const one of [...nodes, ...gateways])
    for (const [event, atMs] of [
      ['started', 200],
      ['ready', 900],
    ] as const)
      records.push({ kind: 'process', instance: one.name, site: one.site, event, atMicros: micros(atMs) });
  records.push({ kind: 'phase', phase: 'load', atMicros: micros(2000) });
  for (const trial of plan.trials) {
    const kind = kinds.find(([fault]) => fault === trial.fault);
    const stallMs = (kind?.[6] ?? 0) * (0.6 + draw() * 0.8);
    const touches =
      trial.target === 'postgres'
        ? ['postgres']
        : trial.target.startsWith('site:') || trial.target.startsWith('link:')
          ? ['b', 'sequencer-b-1', 'sequencer-b-2', 'gateway-b']
          : [trial.target.split(':')[1] ?? ''];
    const base = {
      kind: 'fault' as const,
      trial: trial.trial,
      fault: trial.fault,
      target: trial.target,
      mode: trial.mode ?? '',
      parameters: trial.parameters,
      touches,
    };
    records.push({ kind: 'phase', phase: 'fault', trial: trial.trial, atMicros: micros(now) });
    records.push({ ...base, step: 'planned', atMicros: micros(now) });
    const from = now + trial.jitterMs;
    const heal = from + trial.holdMs;
    const unreceipted = trial.fault === 'clock-back' && trial.trial % 3 === 2;
    records.push({ ...base, step: 'applied', atMicros: micros(from) });
    records.push({
      ...base,
      step: unreceipted ? 'not-bit' : 'bit',
      atMicros: micros(from + 12),
      observation: unreceipted ? 'the clock inside did not move' : `seen from outside: ${trial.mode}`,
    });
    records.push({ ...base, step: 'healing', atMicros: micros(heal) });
    records.push({ ...base, step: 'healed', atMicros: micros(heal + 350), observation: 'answers again' });
    const process = ['kill', 'stop', 'site-dark'].includes(trial.fault);
    stops.push({
      from,
      to: from + stallMs,
      touches,
      heal,
      process,
      paused: trial.fault === 'pause-long',
    });
    const hit = [...nodes, ...gateways].filter((one) => touches.includes(one.name));
    for (const one of hit) {
      const event = (name: 'killed' | 'started' | 'paused' | 'resumed', ms: number): void => {
        records.push({
          kind: 'process',
          instance: one.name,
          site: one.site,
          event: name,
          atMicros: micros(ms),
        });
      };
      if (process) {
        event('killed', from);
        event('started', heal);
      } else if (trial.fault === 'pause-long') {
        event('paused', from);
        event('resumed', heal);
      }
    }
    now = heal + 4500 + draw() * 500;
    records.push({ kind: 'phase', phase: 'recovery', trial: trial.trial, atMicros: micros(heal + 400) });
  }
  const end = now + 1000;
  records.push({ kind: 'phase', phase: 'final', atMicros: micros(end) });
  records.push(...sends(plan, stops, end, draw), ...watch(stops, end));
  records.push(...finalReads(records, options.broken === true));
  const meter = measure(plan);
  for (const record of records)
    (meter.on[record.kind] as ((record: HistoryRecord) => void) | undefined)?.(record);
  return verdictOf(plan, meter.finish(), options.broken === true, records.length);
}

function sends(plan: Plan, stops: readonly Stop[], end: number, random: () => number): HistoryRecord[] {
  const all: HistoryRecord[] = [];
  let id = 0;
  for (
    let ms = 2000;
    ms < end - 800;
    ms += -Math.log(1 - random()) * (1000 / plan.scenario.load.ratePerSecond)
  ) {
    const node = nodes[Math.floor(random() * nodes.length)] as (typeof nodes)[number];
    const down = stops.find(
      (stop) => ms >= stop.from && ms < (stop.touches.includes(node.name) ? stop.heal : stop.to),
    );
    const took = 2 + random() * random() * 18 + (random() < 0.01 ? random() * 60 : 0);
    const waits = down !== undefined && !down.touches.includes(node.name);
    const doneMs = waits ? Math.max(ms, down.to) + took : ms + took;
    const refused = down !== undefined && !waits;
    const unknown = refused && random() < 0.4;
    all.push({
      kind: 'send',
      client: 'load',
      site: node.site,
      instance: node.name,
      dueMicros: Math.round(ms * 1000),
      sentMicros: Math.round((ms + random() * 0.4) * 1000),
      doneMicros: Math.round(doneMs * 1000),
      outcome: unknown ? 'info' : refused ? 'fail' : 'ok',
      ...(refused ? { code: unknown ? 'TRANSPORT' : 'NO_NODE_AVAILABLE' } : { status: 'sequenced' as const }),
      id: id++,
      attempt: 1,
      member: id % 6,
      awaits: 'sequenced',
      maxSequencingTimeMicros: 0,
      envelopes: [],
      purpose: 'load',
    });
  }
  return all;
}

function watch(stops: readonly Stop[], end: number): HistoryRecord[] {
  const all: HistoryRecord[] = [];
  for (const one of [...nodes, ...gateways])
    for (let ms = 1000; ms < end; ms += 100) {
      const hit = stops.find(
        (stop) => ms >= stop.from && ms < stop.heal + 500 && stop.touches.includes(one.name),
      );
      const stalled = stops.some(
        (stop) => ms >= stop.from && ms < stop.to && !stop.touches.includes(one.name),
      );
      const base = {
        client: 'watch',
        site: one.site,
        instance: one.name,
        dueMicros: ms * 1000,
        sentMicros: ms * 1000,
        doneMicros: ms * 1000 + 3000,
      };
      for (const probe of ['write', 'read'] as const)
        all.push({ ...base, kind: 'probe', probe, outcome: hit || stalled ? 'info' : 'ok' });
      if (ms % 200 === 0)
        all.push({
          ...base,
          kind: 'health',
          outcome: 'ok',
          ready: hit === undefined ? true : hit.process || hit.paused ? null : false,
          incarnation: 'x',
        });
    }
  return all;
}

function finalReads(records: readonly HistoryRecord[], broken: boolean): HistoryRecord[] {
  const all: HistoryRecord[] = [];
  const killed = records.find(
    (one) => one.kind === 'fault' && one.fault === 'kill' && one.step === 'applied',
  );
  const at = killed?.kind === 'fault' ? killed.atMicros : 0;
  for (let member = 0; member < 6; member++) {
    all.push({
      kind: 'open',
      stream: member,
      observer: 'first',
      client: 'first',
      site: 'a',
      instance: 'sequencer-a-1',
      member,
      fromMicros: null,
      atMicros: 0,
    });
    for (const record of records) {
      if (record.kind !== 'send' || record.outcome !== 'ok' || record.member !== member) continue;
      if (broken && record.doneMicros > at - 120_000 && record.doneMicros < at + 20_000) continue;
      all.push({
        kind: 'event',
        stream: member,
        atMicros: 0,
        timestampMicros: record.doneMicros,
        previousMicros: null,
        type: 'deliver',
        id: record.id,
        sender: member,
        receipt: true,
        envelopes: [],
      });
    }
    all.push({ kind: 'close', stream: member, atMicros: 0, complete: true });
  }
  return all;
}

const promises: readonly (readonly [string, string, string, number])[] = [
  ['no-acknowledged-send-lost', 'No acknowledged send is lost', 'safety', 9120],
  ['timestamps-unique-ascending', 'Timestamps are unique and ascend', 'safety', 18_340],
  ['same-order-everywhere', 'Every node shows the same events in the same order', 'safety', 73_360],
  ['nothing-below-a-proof', 'Nothing appears below an observed time proof', 'safety', 40_112],
  ['no-event-retracted', 'No event is later retracted', 'safety', 18_340],
  ['nothing-after-expiry', 'Nothing is sequenced above its max-sequencing-time', 'safety', 18_340],
  ['definite-failures-never-appear', 'What was refused as definite never appears', 'safety', 611],
  ['readers-resume', 'Readers resume after heal', 'liveness', 27],
  ['rejoined-serves', 'An instance that rejoined serves', 'liveness', 15],
  ['health-tells-the-truth', 'Health tells the truth', 'safety', 8120],
];

function verdictOf(
  plan: Plan,
  measured: ReturnType<ReturnType<typeof measure>['finish']>,
  broken: boolean,
  count: number,
): RunVerdict {
  const firstKill = measured.trials.find((trial) => trial.fault === 'kill');
  const guarantees: GuaranteeResult[] = promises.map(([id, title, kind, checked], index) => ({
    id,
    title,
    text: `${title}: whatever fault is on, from the first send to the final reads, for every member at every node.`,
    level: 'MUST',
    kind,
    rules: [`DG-0${index + 1}`],
    source: { document: 'domain-ha.txt', heading: 'Recovering Sequencer Nodes' },
    finding:
      broken && index === 0
        ? {
            verdict: 'FAIL',
            checked,
            violations: firstKill?.lost ?? 7,
            reason: `${firstKill?.lost ?? 7} of ${checked} acknowledged sends are in no final read.`,
            witnesses: [
              {
                prose:
                  'Send 118 of member-4 was answered "sequenced at 1763899396118000" by sequencer-a-1, 43 ms before that process was killed. Neither of the two observers found it at any of the four nodes, whose proofs are all above that timestamp. It was acknowledged and is lost.',
                positions: [
                  { file: 'load', line: 119 },
                  { file: 'runner', line: 31 },
                  { file: 'first', line: 20_411 },
                ],
                atMicros: (firstKill?.appliedMicros ?? 0) + 1000,
              },
            ],
          }
        : {
            verdict: 'PASS',
            checked,
            violations: 0,
            witnesses: [],
            reason: `0 violations in ${checked}; at 95 % below ${(zeroBound(checked) * 100).toPrecision(2)} %.`,
          },
  }));
  guarantees.push({
    id: 'pruned-only-when-acknowledged',
    title: 'Nothing is pruned that a member has not acknowledged',
    text: 'Events are removed only once every enabled member acknowledged them.',
    level: 'MUST',
    kind: 'safety',
    rules: ['DG-18'],
    source: { document: 'domain-ha.txt', heading: 'Pruning' },
    finding: {
      verdict: 'NOT_TESTED',
      checked: 0,
      violations: 0,
      witnesses: [],
      reason: 'the subject does not claim the capability pruning',
    },
  });
  return {
    plimsoll: 1,
    verdict: broken ? 'FAIL' : 'PASS',
    exitCode: broken ? 1 : 0,
    reason: broken
      ? `No acknowledged send is lost: broken, ${firstKill?.lost ?? 7} of 9120 acknowledged sends are in no final read.`
      : '10 guarantees held over 25 trials with receipts; nothing acknowledged was lost.',
    subject: {
      name: plan.subject.name,
      version: plan.subject.version,
      digest: plan.subject.digest,
      ...(plan.subject.profile === undefined ? {} : { profile: plan.subject.profile }),
      ...(plan.subject.mutant === undefined ? {} : { mutant: plan.subject.mutant }),
    },
    scenario: plan.scenario.name,
    seed: plan.seed,
    guarantees,
    ...measured,
    validity: [
      { check: 'load-floor', ok: true, words: 'offered 60.1/s of 60/s wanted, before and after every fault' },
      { check: 'lateness', ok: true, words: 'slip p99 0.4 ms, a hundredth of the latency p99' },
      { check: 'receipts', ok: false, words: 'clock-back trial 26: no receipt that it bit' },
      { check: 'observers-agree', ok: true, words: 'two observers, four nodes, 18,340 events: the same' },
      { check: 'leftovers', ok: true, words: 'no toxic, no paused process, no shifted clock left' },
    ],
    records: { judged: count, recorded: count },
  };
}
