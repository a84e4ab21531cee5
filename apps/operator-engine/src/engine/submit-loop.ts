import type { Logger } from 'pino';
import type { BuiltBatch } from '@plimsoll/rollup/build-batch';
import type { Deposit } from '@plimsoll/rollup/draft';
import { stateRoot, type State } from '@plimsoll/rollup/state';
import type { Hex } from '@plimsoll/interface/operator/operation';
import type { SubmitBatch } from '../chain/rollup-contract.ts';
import type { EngineMetrics } from '../metrics/metrics.ts';
import type { EngineParts } from '../parts.ts';
import type { Proven } from '../prover/prover-client.ts';
import { type SentTransaction, SubmissionRefused, type Submitter } from '../submit/submitter.ts';
import type { Bell } from './bell.ts';
import type { ChainView } from './chain-view.ts';

/** A batch and what it was built from. */
export interface Work {
  readonly batch: BuiltBatch;
  readonly parent: State;
  /** Those that it takes. */
  readonly deposits: readonly Deposit[];
}

/** What the loop needs of the engine. */
export interface SubmitContext {
  readonly parts: EngineParts;
  readonly log: Logger;
  readonly metrics: EngineMetrics;
  readonly view: ChainView;
  readonly submitter: Submitter;
  /** Rings when the view changed. */
  readonly changed: Bell;
  readonly pollMs: number;
  /** Resolves with a batch once there is one to submit; undefined: look again. */
  readonly nextWork: () => Promise<Work | undefined>;
  /** Asks the prover; abandoned when the signal fires. */
  readonly prove: (work: Work, abandon: AbortSignal) => Promise<Proven>;
  /** Another batch won the race. */
  readonly onLost: (work: Work) => void;
  /** For people and health: why submitting does not work, undefined when it does. */
  readonly onTrouble: (why: string | undefined) => void;
}

/** One batch after another: built on the tip, proven, landed; lost ones are built anew and nothing is dropped (RG-12). */
export interface SubmitLoop {
  /** One round. Resolves to whether there was a batch. */
  readonly round: () => Promise<boolean>;
  /** A batch is on its way to the chain. */
  readonly inFlight: () => boolean;
  readonly stop: () => void;
}

export function createSubmitLoop(context: SubmitContext): SubmitLoop {
  const { parts, log, metrics, view, submitter, changed, pollMs } = context;
  let flying = false;
  let stopping = false;

  const isTip = (root: Hex): boolean => stateRoot(view.accepted.head) === root;
  const stands = (root: Hex): boolean =>
    stateRoot(view.accepted.final) === root ||
    view.accepted.open.some(({ source }) => source.newRoot === root);

  /** Two engines with the same operations build the same batch: the one whose transaction came second has paid for nothing. */
  const outcomeOf = (
    verdict: 'accepted' | 'lost' | 'refused',
    newRoot: Hex,
    sent: readonly SentTransaction[],
  ): string => {
    if (verdict !== 'accepted') return verdict;
    const carrier = view.accepted.open.find(({ source }) => source.newRoot === newRoot)?.source
      .transactionHash;
    const own = carrier === undefined || sent.some(({ hash }) => hash === carrier);
    return own ? verdict : 'accepted from another';
  };

  /** Runs work that is given up when the batch's parent is no longer the tip. */
  const whileTip = async <Result>(
    root: Hex,
    work: (abandon: AbortSignal) => Promise<Result>,
  ): Promise<Result> => {
    const control = new AbortController();
    let done = false;
    const watch = async (): Promise<void> => {
      while (!done) {
        if (!isTip(root) || stopping) control.abort();
        await changed.wait(pollMs);
      }
    };
    const watching = watch();
    try {
      return await work(control.signal);
    } finally {
      done = true;
      changed.ring();
      await watching;
    }
  };

  /** Counts a batch, and what its proof cost under the same name: that is how waste is told from use. */
  const ended = (outcome: string, cpuSeconds = 0): void => {
    metrics.batches.inc({ outcome });
    metrics.proofCpu.inc({ outcome }, cpuSeconds);
  };

  const land = async (work: Work, batch: SubmitBatch, cpuSeconds?: number): Promise<void> => {
    const fields = { newRoot: batch.newRoot, operations: work.batch.operations.length };
    try {
      await submitter.tryOut(batch);
    } catch (error) {
      if (!(error instanceof SubmissionRefused)) throw error;
      ended(error.reason === 'StaleParent' ? 'lost before sending' : 'refused', cpuSeconds);
      log.info({ ...fields, reason: error.reason }, 'batch not sent');
      if (error.reason !== 'StaleParent') context.onTrouble(error.message);
      else context.onLost(work);
      await changed.wait(pollMs * 5);
      return;
    }
    if (!isTip(batch.parentRoot) || stopping) return ended('lost before sending', cpuSeconds);
    const sent = [await submitter.send(batch, view.head()?.baseFeePerGas ?? 0n)];
    let sentAtBlock = view.head()?.number ?? 0;
    let lookedAt = sentAtBlock;
    for (;;) {
      await changed.wait(pollMs);
      if (stopping) return;
      const headNumber = view.head()?.number ?? 0;
      const facts = {
        accepted: stands(batch.newRoot),
        parentIsTip: isTip(batch.parentRoot),
        reverted: false,
        known: true,
        blocksWaited: headNumber - sentAtBlock,
      };
      if (!facts.accepted && facts.parentIsTip) {
        if (headNumber === lookedAt) continue;
        lookedAt = headNumber;
        const states = await Promise.all(sent.map(({ hash }) => submitter.lookUp(hash)));
        facts.known = states.some(({ known }) => known);
        facts.reverted = states.some(
          ({ mined }) => mined !== undefined && mined.reverted && mined.blockNumber <= headNumber,
        );
      }
      const verdict = parts.judgeFlight(facts);
      switch (verdict) {
        case 'wait':
          continue;
        case 'resend':
          log.warn({ ...fields, hash: sent.at(-1)?.hash }, 'no node has the transaction, sending it again');
          metrics.resent.inc({ why: 'dropped' });
          if ((await submitter.resend(sent.at(-1) as (typeof sent)[0])) === 'outdated')
            sent.push(await submitter.send(batch, view.head()?.baseFeePerGas ?? 0n));
          sentAtBlock = headNumber;
          continue;
        case 'outbid':
          metrics.resent.inc({ why: 'not mined' });
          sent.push(await submitter.send(batch, view.head()?.baseFeePerGas ?? 0n));
          log.warn({ ...fields, hash: sent.at(-1)?.hash }, 'not mined, offering more');
          sentAtBlock = headNumber;
          continue;
        case 'accepted':
        case 'lost':
        case 'refused':
          ended(outcomeOf(verdict, batch.newRoot, sent), cpuSeconds);
          context.onTrouble(
            verdict === 'refused' ? 'a batch was mined and reverted on its own parent' : undefined,
          );
          log.info({ ...fields, verdict, height: view.accepted.head.height }, 'batch ended');
          if (verdict === 'lost') context.onLost(work);
          // What reverts without a rival would do so again: not as fast as it can, it costs gas.
          if (verdict === 'refused') await changed.wait(pollMs * 10);
          return;
      }
    }
  };

  return {
    inFlight: () => flying,
    stop: () => {
      stopping = true;
      changed.ring();
    },
    round: async () => {
      const work = await context.nextWork();
      if (!work || stopping) return false;
      flying = true;
      try {
        const { parentRoot, newRoot, data, withdrawals } = work.batch;
        const proven = await whileTip(parentRoot, (abandon) => context.prove(work, abandon)).catch(
          (error: unknown) => {
            if (isTip(parentRoot)) throw error;
            return undefined;
          },
        );
        if (proven === undefined || !isTip(parentRoot)) {
          ended('lost while proving', proven?.cpuSeconds);
          return true;
        }
        const { proof, cpuSeconds } = proven;
        await land(work, { parentRoot, newRoot, data, withdrawals, proof }, cpuSeconds);
        return true;
      } finally {
        flying = false;
      }
    },
  };
}
