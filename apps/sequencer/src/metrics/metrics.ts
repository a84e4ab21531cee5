import { collectDefaultMetrics, Counter, Gauge, Registry } from 'prom-client';

/** Everything `/metrics` shows of a node, in the Prometheus text format. */
export interface NodeMetrics {
  readonly registry: Registry;
  readonly sends: Counter<'outcome'>;
  readonly sequenced: Counter;
  readonly dropped: Counter<'reason'>;
  readonly batches: Counter;
  readonly recoveries: Counter;
  readonly markedOffline: Counter<'why'>;
  readonly pages: Counter;
  readonly delivered: Counter;
  readonly subscriptions: Gauge;
  readonly watermark: Gauge;
  readonly position: Gauge;
  readonly pruned: Counter;
}

/** A registry of its own for each node, so that two in one process (tests) do not meet. */
export function createMetrics(): NodeMetrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const registers = [registry];
  const counter = <Label extends string = never>(name: string, help: string, labelNames: Label[] = []) =>
    new Counter<Label>({ name: `plimsoll_sequencer_${name}`, help, labelNames, registers });
  const gauge = (name: string, help: string) =>
    new Gauge({ name: `plimsoll_sequencer_${name}`, help, registers });
  return {
    registry,
    sends: counter('sends_total', 'Sends by how they were answered', ['outcome']),
    sequenced: counter('sequenced_total', 'Events written, errors included'),
    dropped: counter('dropped_total', 'Sends dropped when their timestamp was assigned', ['reason']),
    batches: counter('batches_total', 'Event batches and keep-alives saved'),
    recoveries: counter('recoveries_total', 'Times the writer had to start over'),
    markedOffline: counter('marked_offline_total', 'Rows this node marked offline', ['why']),
    pages: counter('pages_total', 'Pages read from the database'),
    delivered: counter('delivered_total', 'Event lines written to subscriptions'),
    subscriptions: gauge('subscriptions', 'Open subscriptions'),
    watermark: gauge('watermark_seconds', 'Own watermark, seconds since the epoch'),
    position: gauge('position_seconds', 'Up to where readers were shown everything, seconds since the epoch'),
    pruned: counter('pruned_total', 'Events removed by pruning'),
  };
}
