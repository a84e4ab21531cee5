import type { OperatorHistoryRecord } from './operator-record.ts';
import type { Outcome } from '@plimsoll/interface/outcome/outcome';

/**
 * What a history is made of: one JSON object a line, one `kind` each. Fields that end in `Micros` and name a
 * moment of the *run* (`atMicros`, `dueMicros`, `sentMicros`, `doneMicros`) are whole microseconds of the one
 * monotonic run clock that all processes of the harness share (CLOCK_MONOTONIC minus the run's start); HS-04.
 * `timestampMicros`, `upToMicros`, `nowMicros`, `maxSequencingTimeMicros` are the *subject's* time, microseconds
 * since the epoch. Members are indexes into the plan's member list; instances and sites are names.
 */

/** Common to every call made to a subject (design, "A system is one folder": the common envelope). */
export interface CallEnvelope {
  /** Which client of the harness: `load`, `watch`, `first`, `second`. */
  readonly client: string;
  /** Site from which the call was made. */
  readonly site: string;
  /** Whom it was addressed to: an instance's name (a node's or a gateway's). */
  readonly instance: string;
  /** The instance that says it did the work (reply header), if any. */
  readonly servedBy?: string;
  readonly dueMicros: number;
  readonly sentMicros: number;
  readonly doneMicros: number;
  readonly outcome: Outcome;
  /** Code of the error table, or `TRANSPORT`, `TIMEOUT`, `GARBAGE` (a reply outside the interface). */
  readonly code?: string;
  readonly httpStatus?: number;
}

/** One envelope as sent: who gets it, how long its content is, and its CRC-32 (unsigned). */
export interface SentEnvelope {
  readonly to: readonly number[];
  readonly bytes: number;
  readonly digest: number;
}

/** One attempt to send. `id` is dense (0,1,2,…) over the run; attempts of an id count 1,2,… */
export interface SendRecord extends CallEnvelope {
  readonly kind: 'send';
  readonly id: number;
  readonly attempt: number;
  readonly member: number;
  readonly awaits: 'accepted' | 'sequenced';
  readonly maxSequencingTimeMicros: number;
  readonly topologyTimestampMicros?: number;
  readonly envelopes: readonly SentEnvelope[];
  /** What the reply said (200 replies): sequenced or rejected at this timestamp. */
  readonly status?: 'accepted' | 'sequenced' | 'rejected';
  readonly timestampMicros?: number;
  /**
   * On a retry (attempt > 1) made after *observed* expiry: the highest subject time the member had observed
   * (event or proof) before it was sent, and on which stream.
   */
  readonly observedMicros?: number;
  readonly observedOn?: number;
  /** What the attempt is for: `load`, `sentinel` (final barrier), `poke` (topology timestamp, unknown recipient …: expects an error event). */
  readonly purpose: 'load' | 'sentinel' | 'poke';
}

export interface AcknowledgeRecord extends CallEnvelope {
  readonly kind: 'acknowledge';
  readonly member: number;
  readonly askedMicros: number;
  readonly acknowledgedMicros?: number;
}
/** A `GET /v1/time`; `member` asked, `timeMicros` is the reply. */
export interface TimeRecord extends CallEnvelope {
  readonly kind: 'time';
  readonly member: number;
  readonly timeMicros?: number | null;
}
export interface BoundsRecord extends CallEnvelope {
  readonly kind: 'bounds';
  readonly member: number;
  readonly lowerBoundMicros?: number | null;
  readonly acknowledgedMicros?: number | null;
}
/** One health poll of one instance, made from its own site, not through a link. */
export interface HealthRecord extends CallEnvelope {
  readonly kind: 'health';
  readonly ready: boolean | null;
  readonly reasons?: readonly string[];
  readonly incarnation?: string;
  readonly nowMicros?: number;
  readonly progressMicros?: number;
}
/**
 * A probe of the steady probe stream (HS-06), a stream of its own beside the load. `write`: an
 * `await=sequenced` send (or send and read own receipt) answered; `read`: a message written earlier became
 * readable *at this instance*, newer than at the probe before. One series for each (probe, site, instance).
 */
export interface ProbeRecord extends CallEnvelope {
  readonly kind: 'probe';
  readonly probe: 'write' | 'read';
}
/** A request that an outsider or the wrong member made on purpose; must be refused. `asked` names what it tried. */
export interface IntrusionRecord extends CallEnvelope {
  readonly kind: 'intrusion';
  readonly asked: string;
  readonly expected: readonly string[];
}

/** A subscription was opened. All events and proofs of `stream` belong to it, in file order. */
export interface OpenRecord {
  readonly kind: 'open';
  /** Unique over the run. */
  readonly stream: number;
  /** `live`: during the run. `first`, `second`: the final reads of the two unrelated observers. */
  readonly observer: 'live' | 'first' | 'second';
  readonly client: string;
  readonly site: string;
  readonly instance: string;
  readonly servedBy?: string;
  readonly member: number;
  /** Inclusive position asked for; null from the beginning. */
  readonly fromMicros: number | null;
  readonly atMicros: number;
}
export interface EventRecord {
  readonly kind: 'event';
  readonly stream: number;
  readonly atMicros: number;
  readonly timestampMicros: number;
  readonly previousMicros: number | null;
  readonly type: 'deliver' | 'error';
  /** The message id found: from `messageId` on a receipt, else from the content; -1 where neither is ours. */
  readonly id: number;
  readonly sender: number;
  /** True when the line carried our `messageId`. */
  readonly receipt: boolean;
  readonly code?: string;
  /** Each envelope's content as received: the id and index its header names (-1 if none), length and CRC-32. */
  readonly envelopes: readonly {
    readonly id: number;
    readonly index: number;
    readonly bytes: number;
    readonly digest: number;
  }[];
}
export interface ProofRecord {
  readonly kind: 'proof';
  readonly stream: number;
  readonly atMicros: number;
  readonly upToMicros: number;
}
/** A stream ended. `complete` true: the observer has read all it wanted and closed it itself. */
export interface CloseRecord {
  readonly kind: 'close';
  readonly stream: number;
  readonly atMicros: number;
  readonly complete: boolean;
  readonly code?: string;
  readonly detail?: string;
}

/**
 * A step in the life of a fault (HR-01). `bit` and `healed` carry what the independent probe observed. `applied` bears the
 * time at which the injection began: the fault is felt from there, though the record is written when it is done.
 */
export interface FaultRecord {
  readonly kind: 'fault';
  /** Number of the trial in the plan, from 0. */
  readonly trial: number;
  readonly fault: string;
  readonly target: string;
  readonly mode?: string;
  readonly step:
    'planned' | 'applied' | 'bit' | 'not-bit' | 'healing' | 'healed' | 'not-healed' | 'n/a' | 'not-tested';
  readonly atMicros: number;
  readonly parameters: Readonly<Record<string, unknown>>;
  /** What was seen, in words, e.g. "process 4711 is gone from /proc". On n/a and not-tested: why. */
  readonly observation?: string;
  /** Instances and sites that the fault touches directly, for guarantees that must spare the untouched. */
  readonly touches: readonly string[];
}
/** A process of the subject or of a service started, became ready, exited, was paused … as the testbed saw it. */
export interface ProcessRecord {
  readonly kind: 'process';
  readonly atMicros: number;
  readonly instance: string;
  readonly site: string;
  readonly event:
    | 'started'
    | 'ready'
    | 'exited'
    | 'killed'
    | 'paused'
    | 'resumed'
    | 'stopping'
    | 'stopped'
    | 'bypass'
    | 'clock';
  readonly pid?: number;
  readonly detail?: string;
}
export interface PhaseRecord {
  readonly kind: 'phase';
  readonly atMicros: number;
  readonly phase: 'setup' | 'steady' | 'load' | 'fault' | 'recovery' | 'heal' | 'final' | 'end';
  readonly trial?: number;
}
/** The harness about itself: offered and sent counts, event-loop delay, leftovers, environment probes. */
export interface NoteRecord {
  readonly kind: 'note';
  readonly atMicros: number;
  readonly client: string;
  readonly about: string;
  readonly values: Readonly<Record<string, unknown>>;
}

export type HistoryRecord =
  | SendRecord
  | AcknowledgeRecord
  | TimeRecord
  | BoundsRecord
  | HealthRecord
  | ProbeRecord
  | IntrusionRecord
  | OpenRecord
  | EventRecord
  | ProofRecord
  | CloseRecord
  | FaultRecord
  | ProcessRecord
  | PhaseRecord
  | NoteRecord
  | OperatorHistoryRecord;
export type RecordKind = HistoryRecord['kind'];
export type RecordOf<K extends RecordKind> = Extract<HistoryRecord, { kind: K }>;
