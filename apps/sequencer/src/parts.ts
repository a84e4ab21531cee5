import {
  awaitOutcome,
  type AwaitedSend,
  type AwaitOutcome,
  type ReaderView,
} from '@plimsoll/domain/sequencer/await-outcome';
import {
  judgeHealth,
  type ProgressBounds,
  type ProgressFacts,
} from '@plimsoll/domain/sequencer/judge-health';
import { isExpired, judgeSend, type Judgement, type SendTerms } from '@plimsoll/domain/sequencer/judge-send';
import { nextTimestamp } from '@plimsoll/domain/sequencer/next-timestamp';
import { pruneBound, type PruneMember } from '@plimsoll/domain/sequencer/prune-bound';
import { readPosition, resumePosition } from '@plimsoll/domain/sequencer/read-position';
import { acknowledgeSql } from './reader/acknowledge.ts';
import { authenticateMember, type AuthenticateMember } from './auth/authenticate-member.ts';
import { maySendAs, mayRead } from './auth/authorise.ts';
import type { Config } from './config/config.ts';
import type { Connection } from './database/connection.ts';
import { isRecoverable } from './database/is-recoverable.ts';
import { holdExclusive, type HoldExclusive } from './pruning/hold-exclusive.ts';
import { onePageAtATime, type ReaderPace } from './reader/pace.ts';
import { memberEventsSql } from './reader/page.ts';
import { previousLinkSql } from './reader/previous-link.ts';
import { safeWatermarkSql } from './reader/safe-watermark.ts';
import { visibleSql } from './reader/visible.ts';
import { markLaggardsSql } from './watch/mark-laggards.ts';
import { markUnleasedSql } from './watch/mark-unleased.ts';
import { cleanUpSql } from './writer/clean-up.ts';
import { drainWriter, type DrainWriter } from './writer/drain-writer.ts';
import { goOnlineAs, type GoOnline } from './writer/go-online.ts';
import { keepAliveDue, type KeepAliveFacts } from './writer/keep-alive-due.ts';
import { leaseIndex, type Lease } from './writer/lease.ts';
import { markOwnOfflineSql } from './writer/mark-offline.ts';
import { clockAheadSql, ownRowOnlineSql } from './writer/save-watermark.ts';
import { reachClock, type ReachClock } from './writer/reach-clock.ts';
import { writeOrderAs, type WriteOrder } from './writer/write-batch.ts';

/**
 * The rules that a sequencer node is composed of, each in a file of its own and replaceable alone. SQL where the
 * rule is a condition or a statement, a pure function of libs/domain where it can be one. A broken subject
 * replaces exactly one (chaos/mutants); the node itself has no switch for it.
 */
export interface SequencerParts {
  /** DG-01: the next timestamp of a writer. */
  readonly nextTimestamp: (
    lastMicros: number,
    nowMicros: number,
    nodeIndex: number,
    totalNodes: number,
  ) => number;
  /** DG-02: one owner for each index. */
  readonly leaseIndex: (connection: Connection, totalNodes: number) => Promise<Lease | undefined>;
  /** DG-12: whether a request may no longer be sequenced at this timestamp. */
  readonly isExpired: (timestampMicros: number, maxSequencingTimeMicros: number) => boolean;
  /** DG-11: what becomes of a send, when its timestamp is assigned. */
  readonly judgeSend: (
    terms: SendTerms,
    timestampMicros: number,
    expired: (timestampMicros: number, maxSequencingTimeMicros: number) => boolean,
  ) => Judgement;
  /** DG-03: payload, then event, then watermark. */
  readonly writeOrder: (config: Config) => WriteOrder;
  /** DG-03, DG-07: under which condition on the own row a watermark is saved. */
  readonly ownRowOnlineSql: string;
  /** DH-5: the bound on a clock ahead of the database's. */
  readonly clockAheadSql: (clockAheadMs: number) => string;
  /** DG-04: when a writer with nothing to write moves its watermark. */
  readonly keepAliveDue: (facts: KeepAliveFacts) => boolean;
  /** DG-05: up to where it is safe to read. */
  readonly safeWatermarkSql: string;
  /** DG-06: which events readers may see. */
  readonly visibleSql: string;
  /** DG-07: marking rows that lag too far. */
  readonly markLaggardsSql: (config: Config) => string;
  /** DG-07: marking rows whose owner's session is gone. */
  readonly markUnleasedSql: string;
  /** DG-08: what the new owner of an index removes. */
  readonly cleanUpSql: string;
  /** DG-08: going online above every row. */
  readonly goOnline: (config: Config) => GoOnline;
  /** DG-08: waiting until the own clock has reached the online watermark. */
  readonly reachClock: ReachClock;
  /** Which failures a writer recovers from by itself; after any other it ends. */
  readonly isRecoverable: (error: unknown) => boolean;
  /** A graceful stop. */
  readonly drainWriter: DrainWriter;
  /** After how long the process ends, whatever hangs, milliseconds. */
  readonly stopLimitMs: (drainMs: number) => number;
  readonly markOwnOfflineSql: string;
  /** DG-10: where a reader stands after a page, which is also the latest time it may be proven. */
  readonly readPosition: (
    positionMicros: number,
    page: { readonly safeMicros: number; readonly lastMicros: number | undefined; readonly full: boolean },
  ) => number;
  readonly proofPosition: (positionMicros: number) => number;
  /** DG-10: a member's events above a position; what joins to nothing hides nothing. */
  readonly memberEventsSql: (visible: string) => string;
  /** When the reader reads: one page at a time, at every tick of the configured interval. */
  readonly pace: ReaderPace;
  /** DG-14: resuming is inclusive. */
  readonly resumePosition: (fromMicros: number) => number;
  /** DG-14: a member's event before a position. */
  readonly previousLinkSql: (visible: string) => string;
  /** DC-38: when `await=sequenced` is answered. */
  readonly awaitOutcome: (send: AwaitedSend, view: ReaderView) => AwaitOutcome;
  /** DG-15: acknowledgements only rise, and not beyond what is visible. */
  readonly acknowledgeSql: (safeWatermark: string) => string;
  /** DG-15: what may be removed. */
  readonly pruneBound: (
    members: readonly PruneMember[],
    safeMicros: number,
    currentMicros: number,
    retainFromMicros: number,
  ) => number;
  /** DC-47: one pruning node at a time, another when it is gone. */
  readonly holdExclusive: HoldExclusive;
  /** DG-20: why a node is not ready. */
  readonly judgeHealth: (facts: ProgressFacts, bounds: ProgressBounds) => string[];
  readonly authenticateMember: AuthenticateMember;
  readonly maySendAs: (authenticated: string, sender: string) => boolean;
  /** Whose events a member reads. */
  readonly mayRead: (authenticated: string) => string;
}

/** The rules as they are. */
export const referenceParts: SequencerParts = {
  nextTimestamp,
  leaseIndex,
  isExpired,
  judgeSend,
  writeOrder: writeOrderAs,
  ownRowOnlineSql,
  clockAheadSql,
  keepAliveDue,
  safeWatermarkSql,
  visibleSql,
  markLaggardsSql,
  markUnleasedSql,
  cleanUpSql,
  goOnline: goOnlineAs,
  reachClock,
  isRecoverable,
  drainWriter,
  stopLimitMs: (drainMs) => drainMs * 1.25,
  markOwnOfflineSql,
  readPosition,
  proofPosition: (positionMicros) => positionMicros,
  memberEventsSql,
  pace: onePageAtATime,
  resumePosition,
  previousLinkSql,
  awaitOutcome,
  acknowledgeSql,
  pruneBound,
  holdExclusive,
  judgeHealth,
  authenticateMember,
  maySendAs,
  mayRead,
};
