import { signerOf, type Hex, type SignedOperation } from '@plimsoll/interface/operator/operation';
import type { RejectionReason } from '@plimsoll/interface/operator/statuses';
import type { AcceptedBatch } from '@plimsoll/rollup/accepted-chain';
import { asBatchOperation } from '@plimsoll/rollup/build-batch';
import { FinalHistory } from '@plimsoll/rollup/final-history';
import type { FinalVerdict } from '@plimsoll/rollup/judge-final';
import { signerId } from '@plimsoll/rollup/judge-operation';
import { PendingBook } from '@plimsoll/rollup/pending-book';
import { accountOf, type State } from '@plimsoll/rollup/state';
import { isStalled, WaitingRoom, type WaitingTime } from '@plimsoll/rollup/waiting-room';
import type { EngineParts } from '../parts.ts';
import type { BatchSource } from './batch-source.ts';

/** An operation that has no outcome yet. */
export interface Entry extends SignedOperation {
  readonly hash: Hex;
  /** Monotonic milliseconds of this engine when it came. */
  readonly sinceMs: number;
}

/** An outcome that is for good: rejected on what is final (RG-08). */
export interface Rejection {
  readonly hash: Hex;
  readonly reason: RejectionReason;
}

/** Follows operations from registration to an outcome that stays. */
export interface Outcomes {
  readonly book: PendingBook<Entry>;
  /** Batches that became final, lowest first: what they executed is done. */
  readonly onFinal: (batches: readonly AcceptedBatch<BatchSource>[]) => void;
  /**
   * Judges what is new and what may have changed, on the final state and at the final block's time. Returns what is rejected for good.
   * Only for who has caught up with the chain: on a state of long ago, and in time that is read up on within a moment, operations look as
   * if they had waited in vain.
   */
  readonly settle: (final: State, finalBlockMicros: number) => Rejection[];
  /** To be judged at the next `settle`. */
  readonly onRegistered: (hash: Hex) => void;
  /** Whether it is left out of batches: it has waited too long, or it was put aside. */
  readonly isHeldBack: (hash: Hex) => boolean;
  /** Executing it threw: it is put aside, and rejected once its turn comes on what is final (RH-22). */
  readonly quarantine: (hash: Hex) => void;
}

/** @param waitMicros how long an operation may wait for what is not there, microseconds of the chain's time */
export function createOutcomes(
  parts: EngineParts,
  operatorId: number,
  capacity: number,
  waitMicros: number,
): Outcomes {
  const book = new PendingBook<Entry>(capacity);
  const history = new FinalHistory();
  const room = new WaitingRoom(waitMicros);
  const toJudge = new Set<Hex>();
  /** Those that wait for something: their time may run out at any block. */
  const waiting = new Set<Hex>();
  const poisonous = new Set<Hex>();

  const forget = (hash: Hex): void => {
    book.delete(hash);
    room.forget(hash);
    waiting.delete(hash);
    poisonous.delete(hash);
  };

  const verdictOn = (entry: Entry, final: State): FinalVerdict => {
    try {
      const batched = asBatchOperation(entry.hash, entry.operation, final.accountCount);
      return parts.judgeFinal(final, history, batched, operatorId, parts.rules);
    } catch {
      return { kind: 'rejected', reason: 'QUARANTINED' };
    }
  };

  /** A step of the chain's time that is longer than this was not followed: the instance was paused, or cut off. */
  const stepMicrosMax = waitMicros / 4;
  let now: WaitingTime | undefined;

  const pass = (chainMicros: number): WaitingTime => {
    const stepMicros = Math.max(0, chainMicros - (now?.chainMicros ?? chainMicros));
    const followedMicros = (now?.followedMicros ?? 0) + Math.min(stepMicros, stepMicrosMax);
    return (now = { chainMicros, followedMicros });
  };

  const judge = (entry: Entry, final: State, at: WaitingTime): Rejection | undefined => {
    const { hash, operation } = entry;
    const verdict = verdictOn(entry, final);
    if (verdict.kind === 'executed') {
      forget(hash);
      return undefined;
    }
    if (verdict.kind === 'rejected') return { hash, reason: verdict.reason };
    // In its turn on what is final, and it cannot be executed: nothing will change that.
    if (poisonous.has(hash) && verdict.waitsFor === undefined) return { hash, reason: 'QUARANTINED' };
    const signer = signerOf(operation);
    const stalled = isStalled(
      verdict.waitsFor,
      operation,
      (signer === undefined ? undefined : accountOf(final, signer)?.nonce) ?? 0,
      signer === undefined ? [] : book.ofSigner(String(signer)),
    );
    const patience = room.look(hash, stalled, at);
    if (stalled || room.isExpired(hash)) waiting.add(hash);
    else waiting.delete(hash);
    return patience === 'over' && verdict.waitsFor ? { hash, reason: verdict.waitsFor } : undefined;
  };

  return {
    book,
    onRegistered: (hash) => toJudge.add(hash),
    onFinal: (batches) => {
      for (const { before, source } of batches) {
        history.note(before, source.batch);
        const signers = new Set<string>();
        for (const operation of source.batch.operations) {
          forget(operation.hash);
          signers.add(
            operation.kind === 'create-account' ? operation.publicKey : String(signerId(operation)),
          );
        }
        // Whoever shares an account with what was executed may have lost his nonce to it, or have come to his turn.
        for (const signer of signers) for (const { hash } of book.ofSigner(signer)) toJudge.add(hash);
      }
    },
    settle: (final, micros) => {
      const at = pass(micros);
      for (const hash of waiting) toJudge.add(hash);
      const rejections: Rejection[] = [];
      for (const hash of toJudge) {
        const entry = book.get(hash);
        if (!entry) continue;
        const rejection = judge(entry, final, at);
        if (rejection) rejections.push(rejection);
      }
      toJudge.clear();
      for (const { hash } of rejections) forget(hash);
      return rejections;
    },
    isHeldBack: (hash) => poisonous.has(hash) || room.isExpired(hash),
    quarantine: (hash) => {
      poisonous.add(hash);
      toJudge.add(hash);
    },
  };
}
