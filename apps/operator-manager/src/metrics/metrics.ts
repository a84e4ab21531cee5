import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';

/** Everything `/metrics` shows of a manager. */
export interface ManagerMetrics {
  readonly registry: Registry;
  readonly calls: Counter<'method' | 'outcome'>;
  readonly copied: Counter<'topic'>;
  readonly poison: Counter<'topic'>;
  readonly saves: Counter;
  readonly discarded: Counter;
  readonly restarts: Counter<'reader'>;
  readonly writeSeconds: Histogram;
  readonly inFlight: Gauge;
}

/** A registry of its own for each manager, so that two in one process (tests) do not meet. */
export function createMetrics(): ManagerMetrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  const counter = <Label extends string = never>(name: string, help: string, labelNames: Label[] = []) =>
    new Counter<Label>({ name: `plimsoll_manager_${name}`, help, labelNames, registers });
  return {
    registry,
    calls: counter('calls_total', 'Calls by method and how they were answered', ['method', 'outcome']),
    copied: counter('copied_total', 'Operations taken over from topics', ['topic']),
    poison: counter('poison_total', 'Records that are no operation of this rollup', ['topic']),
    saves: counter('saves_total', 'Transactions that put operations into the database'),
    discarded: counter('producers_discarded_total', 'Producers thrown away after an unknown end'),
    restarts: counter('reader_restarts_total', 'Readers of topics that had to start over', ['reader']),
    writeSeconds: new Histogram({
      name: 'plimsoll_manager_write_seconds',
      help: 'Accepted writes, from the call to the answer',
      buckets: [0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10],
      registers,
    }),
    inFlight: new Gauge({ name: 'plimsoll_manager_in_flight', help: 'Writes on their way', registers }),
  };
}
