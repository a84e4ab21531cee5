import { collectDefaultMetrics, Counter, Gauge, Registry } from 'prom-client';

/** Everything `/metrics` shows of an engine, in the Prometheus text format. */
export interface EngineMetrics {
  readonly registry: Registry;
  readonly registered: Counter<'outcome'>;
  /** Batches by how they ended. */
  readonly batches: Counter<'outcome'>;
  /** What the proofs of these batches cost the prover, as it says: what did not end `accepted` was wasted. */
  readonly proofCpu: Counter<'outcome'>;
  readonly resent: Counter<'why'>;
  readonly reorgs: Counter;
  readonly rejected: Counter<'reason'>;
  readonly published: Counter<'topic'>;
  readonly pending: Gauge;
  readonly height: Gauge<'of'>;
}

/** A registry of its own for each engine, so that two in one process (tests) do not meet. */
export function createMetrics(): EngineMetrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const registers = [registry];
  const counter = <Label extends string = never>(name: string, help: string, labelNames: Label[] = []) =>
    new Counter<Label>({ name: `plimsoll_engine_${name}`, help, labelNames, registers });
  const gauge = <Label extends string = never>(name: string, help: string, labelNames: Label[] = []) =>
    new Gauge<Label>({ name: `plimsoll_engine_${name}`, help, labelNames, registers });
  return {
    registry,
    registered: counter('registered_total', 'Operations by what became of their registration', ['outcome']),
    batches: counter('batches_total', 'Own batches by how they ended', ['outcome']),
    proofCpu: counter(
      'proof_cpu_seconds_total',
      'CPU time of the prover for own batches, by how they ended; jobs that were called off are in the metrics of the prover',
      ['outcome'],
    ),
    resent: counter('transactions_resent_total', 'Transactions sent again', ['why']),
    reorgs: counter('reorgs_total', 'Reorganisations that undid a batch'),
    rejected: counter('rejected_total', 'Operations rejected for good', ['reason']),
    published: counter('published_total', 'Records that Kafka acknowledged', ['topic']),
    pending: gauge('pending_operations', 'Operations without an outcome'),
    height: gauge('height', 'Height of the last batch', ['of']),
  };
}
