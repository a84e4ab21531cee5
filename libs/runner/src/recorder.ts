import type {
  FaultRecord,
  HistoryRecord,
  NoteRecord,
  PhaseRecord,
  ProcessRecord,
} from '@plimsoll/history/record';

/** Where the runner's own records go: a history writer, seen from here. */
export interface RecordSink {
  write(record: HistoryRecord): void;
}

type Unstamped<R> = Omit<R, 'kind' | 'atMicros'>;

/** Writes the runner's records, stamped with the run clock. */
export interface Recorder {
  readonly runStartNanos: bigint;
  /** Whole microseconds since the run's start. */
  nowMicros(): number;
  phase(record: Unstamped<PhaseRecord>): void;
  /** `atMicros` where the step began earlier than it is written down. */
  fault(record: Unstamped<FaultRecord> & { readonly atMicros?: number }): void;
  process(record: Unstamped<ProcessRecord>): void;
  note(about: string, values: NoteRecord['values']): void;
}

/** A recorder over `sink`; `clock` is the monotonic clock in nanoseconds. */
export function createRecorder(sink: RecordSink, runStartNanos: bigint, clock: () => bigint): Recorder {
  const nowMicros = (): number => Number((clock() - runStartNanos) / 1000n);
  return {
    runStartNanos,
    nowMicros,
    phase: (record) => sink.write({ kind: 'phase', atMicros: nowMicros(), ...record }),
    fault: (record) => sink.write({ kind: 'fault', atMicros: nowMicros(), ...record }),
    process: (record) => sink.write({ kind: 'process', atMicros: nowMicros(), ...record }),
    note: (about, values) =>
      sink.write({ kind: 'note', atMicros: nowMicros(), client: 'runner', about, values }),
  };
}
