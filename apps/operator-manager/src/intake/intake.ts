import type { Hex } from '@plimsoll/interface/operator/operation';
import type { ManagerParts } from '../parts.ts';
import type { FindKnown } from '../store/find-known.ts';
import type { WriteSteps } from './accept-in-order.ts';
import type { KnownOperation } from './known-operation.ts';
import { Refusal } from './refusal.ts';

/** What an intake works with. */
export interface IntakeContext {
  readonly parts: Pick<ManagerParts, 'acceptOrder' | 'knowsOperations'>;
  readonly steps: WriteSteps;
  readonly findKnown: FindKnown;
  /** Why nothing is accepted now; undefined when it is. Asked before anything is written (RG-01). */
  readonly refuse: (inFlight: number) => Refusal | undefined;
}

/** Accepts operations, each once. */
export interface Intake {
  /**
   * Resolves when the operation is accepted, or was before.
   *
   * @param check what must hold before it is; not asked of an operation that is known
   * @throws Refusal
   */
  readonly accept: (known: KnownOperation, check: () => Promise<void>) => Promise<void>;
  /** The write of an operation that is on its way; undefined when it is not. */
  readonly writing: (hash: Hex) => Promise<void> | undefined;
  readonly inFlight: () => number;
}

/** Opens the intake. The same operation twice at a time is one write with two answers. */
export function openIntake({ parts, steps, findKnown, refuse }: IntakeContext): Intake {
  const writing = new Map<Hex, Promise<void>>();
  const isKnown = (hash: Hex): Promise<boolean> =>
    findKnown(hash).catch(() => {
      throw new Refusal('NOT_READY', 'the database does not answer now; nothing was accepted');
    });
  const write = async (known: KnownOperation, check: () => Promise<void>): Promise<void> => {
    if (parts.knowsOperations && (await isKnown(known.hash))) return;
    await check();
    await parts.acceptOrder(known, steps);
  };
  return {
    accept: (known, check) => {
      const before = writing.get(known.hash);
      if (before && parts.knowsOperations) return before;
      const refusal = refuse(writing.size);
      if (refusal) return Promise.reject(refusal);
      const written = write(known, check).finally(() => writing.delete(known.hash));
      writing.set(known.hash, written);
      return written;
    },
    writing: (hash) => writing.get(hash),
    inFlight: () => writing.size,
  };
}
