import type { HealthRecord, ProbeRecord } from '@plimsoll/history/record';
import type { Defect, Planted } from './defect.ts';

const kill = (history: Planted) => {
  const at = (step: string): number =>
    history.all('fault').find((fault) => fault.step === step)?.atMicros ?? 0;
  return { applied: at('applied'), healed: at('healed') };
};
const failProbes = (history: Planted, fits: (probe: ProbeRecord) => boolean): void =>
  history.change('probe', fits, ({ httpStatus: _status, ...probe }) => ({
    ...probe,
    outcome: 'info',
    code: 'TIMEOUT',
  }));
const sayHealth = (history: Planted, ready: boolean | null, fits: (health: HealthRecord) => boolean): void =>
  history.change('health', fits, (health) => ({ ...health, ready }));

const stopProbes = (probe: 'read' | 'write'): Defect => ({
  plant(history) {
    const { healed } = kill(history);
    failProbes(
      history,
      (each) => each.probe === probe && each.instance === 'n-0' && each.sentMicros >= healed,
    );
  },
});
const stallElsewhere = (probe: 'read' | 'write'): Defect => ({
  plant(history) {
    const { applied, healed } = kill(history);
    failProbes(
      history,
      (each) =>
        each.probe === probe &&
        each.instance === 'n-1' &&
        each.sentMicros >= applied &&
        each.sentMicros < healed + 2e6,
    );
  },
});

/** One planted breach for each liveness guarantee, by its id. The killed node is n-0. */
export const livenessDefects: Readonly<Record<string, Defect>> = {
  'readers-resume': stopProbes('read'),
  'writers-resume': stopProbes('write'),
  'reads-continue-elsewhere': stallElsewhere('read'),
  'writes-continue-elsewhere': stallElsewhere('write'),
  'clock-fault-spares-others': {
    ...stallElsewhere('read'),
    plan: (plan) => ({
      ...plan,
      trials: plan.trials.map((trial) => ({ ...trial, fault: 'clock-forward', class: 'clock' })),
    }),
    plant(history) {
      stallElsewhere('read').plant(history);
      history.change(
        'fault',
        () => true,
        (fault) => ({ ...fault, fault: 'clock-forward' }),
      );
    },
  },
  'rejoined-instance-serves': {
    plant(history) {
      const { healed } = kill(history);
      sayHealth(history, null, (each) => each.instance === 'n-0' && each.sentMicros >= healed);
    },
  },
  'health-tells-truth': {
    synthesis: { kills: 0 },
    plant: (history) =>
      failProbes(
        history,
        (each) => each.probe === 'write' && each.instance === 'n-1' && each.sentMicros > 6e6,
      ),
  },
  'stays-ready-without-fault': {
    synthesis: { kills: 0 },
    plant: (history) =>
      sayHealth(
        history,
        false,
        (each) => each.instance === 'n-1' && each.sentMicros > 7e6 && each.sentMicros < 8.5e6,
      ),
  },
  'time-keeps-moving': {
    synthesis: { kills: 0 },
    plant(history) {
      const stream = history.pick('open', (open) => open.observer === 'live').stream;
      const still = (each: { readonly stream: number; readonly atMicros: number }): boolean =>
        each.stream === stream && each.atMicros > 5e6 && each.atMicros < 9e6;
      history.drop('event', still);
      history.drop('proof', still);
    },
  },
  'graceful-stop-is-clean': {
    plant(history) {
      const common = { kind: 'process' as const, instance: 'n-0', site: 'a' };
      history.add(
        'runner',
        { ...common, event: 'stopping', atMicros: 7e6 },
        { ...common, event: 'stopped', atMicros: 9e6 },
      );
    },
  },
  'every-node-serves-final-history': {
    plant(history) {
      const streams = [...history.finals().values()]
        .filter((open) => open.instance === 'n-1' && open.member === 2)
        .map((open) => open.stream);
      history.change(
        'close',
        (close) => streams.includes(close.stream),
        (close) => ({ ...close, complete: false }),
      );
    },
  },
  'reads-are-fresh': {
    synthesis: { kills: 0 },
    plant(history) {
      const lives = history.lives();
      history.change(
        'event',
        (event) => lives.get(event.stream)?.instance === 'n-1',
        (event) => ({ ...event, atMicros: event.atMicros + 2e6 }),
      );
    },
  },
  'accepted-is-sequenced-without-fault': {
    synthesis: { kills: 0, oddity: 0 },
    plant(history) {
      const sends = history.all('send');
      const middle = sends[Math.floor(sends.length / 2)]?.sentMicros ?? 0;
      const { id } = history.plainSend((send) => send.status === 'accepted' && send.sentMicros < middle);
      history.drop('event', (event) => event.id === id);
    },
  },
  'pruning-progresses': {
    synthesis: { kills: 0, pruned: true, sends: 900 },
    plant(history) {
      const stuck = history.all('bounds')[1];
      history.change(
        'bounds',
        (each) => each.doneMicros > (stuck?.doneMicros ?? 0),
        (each) => ({ ...each, lowerBoundMicros: stuck?.lowerBoundMicros ?? null }),
      );
    },
  },
  'load-returns': {
    plant(history) {
      const { healed } = kill(history);
      history.change(
        'send',
        (send) => send.sentMicros > healed,
        (send) => ({ ...send, outcome: 'info', code: 'TIMEOUT' }),
      );
    },
  },
  'serves-without-fault': {
    plant: (history) =>
      history.add('runner', {
        kind: 'note',
        client: 'runner',
        about: 'subject-not-ready',
        atMicros: 1e6,
        values: { words: 'n-0 was not ready within 10 s' },
      }),
  },
  'spread-even': {
    synthesis: { kills: 0, sends: 900, ratePerSecond: 100 },
    plant: (history) =>
      history.change(
        'send',
        (send) => send.instance === 'g-0',
        (send) => ({ ...send, servedBy: 'n-0' }),
      ),
  },
  'gateway-avoids-unhealthy': {
    synthesis: { kills: 0 },
    plant: (history) => sayHealth(history, false, (each) => each.instance === 'n-1' && each.sentMicros > 4e6),
  },
  'gateway-uses-recovered': {
    plant(history) {
      const { healed } = kill(history);
      history.change(
        'send',
        (send) => send.instance === 'g-0' && send.sentMicros > healed,
        (send) => ({ ...send, servedBy: 'n-1' }),
      );
    },
    synthesis: { sends: 900, ratePerSecond: 100 },
  },
};
