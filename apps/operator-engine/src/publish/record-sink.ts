/** How a record ended; the shape of libs/kafka-client's outcome. */
export interface SinkOutcome {
  readonly outcome: 'ok' | 'fail' | 'info';
  readonly message?: string;
}

/** Where records go: a topic with one partition, of which this engine is the only writer (RG-04). */
export interface RecordSink {
  readonly send: (record: { readonly key: string; readonly value: string }) => Promise<SinkOutcome>;
}
