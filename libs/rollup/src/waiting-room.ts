import type { Hex, Operation } from '@plimsoll/interface/operator/operation';
import type { WaitReason } from './execution-rules.ts';
import { nonceOf } from './pending-book.ts';

/** How an operation stands that cannot be executed for now. */
export type Patience =
  /** It may still come to its turn. */
  | 'waits'
  /** It is put into no batch any more; it is not rejected yet, since another instance may be about to execute it. */
  | 'expired'
  /** It is rejected with the reason that it waits for. */
  | 'over';

/** Two clocks of one instance, microseconds. */
export interface WaitingTime {
  /** Time of the final block, which all instances share. */
  readonly chainMicros: number;
  /** Of that, what this instance has followed as it passed: not what it slept through or reads up on. */
  readonly followedMicros: number;
}

/**
 * How long operations wait for what only others can bring: a missing nonce, an account, an order. Time is that of the
 * chain's blocks, which all instances share; while the chain stands still nobody's patience ends. After `waitMicros` an operation is left
 * out of batches, and only after twice that, followed as it passed, is it rejected: an instance that heard of it a little later has
 * stopped trying by then (RG-07), and one that was away has had time to hear what came meanwhile. What it waited for may still come
 * between the two: until a quarter of `waitMicros` before the end it goes on, since nobody has rejected it; later it stays out until the
 * end is over, and whoever has not rejected it then goes on: nothing hangs (RG-01). The limit is an instance that heard of it later than the
 * others by more than that quarter, or was away for longer than all this: it may bring back what the others have given up.
 */
export class WaitingRoom {
  readonly #since = new Map<Hex, WaitingTime & { expired: boolean }>();
  readonly #waitMicros: number;

  constructor(waitMicros: number) {
    this.#waitMicros = waitMicros;
  }

  /** Looks at an operation that is (or is no longer) stalled, at a final block. */
  look(hash: Hex, stalled: boolean, now: WaitingTime): Patience {
    const seen = this.#since.get(hash);
    const waitedMicros = seen ? now.chainMicros - seen.chainMicros : 0;
    const isOver = seen !== undefined && now.followedMicros - seen.followedMicros >= 2 * this.#waitMicros;
    if (!stalled && (!seen?.expired || waitedMicros < 1.75 * this.#waitMicros || isOver)) {
      this.#since.delete(hash);
      return 'waits';
    }
    const entry = seen ?? { ...now, expired: false };
    this.#since.set(hash, entry);
    if (waitedMicros >= this.#waitMicros) entry.expired = true;
    if (!entry.expired) return 'waits';
    return isOver ? 'over' : 'expired';
  }

  /** Whether it is to be left out of batches. */
  isExpired(hash: Hex): boolean {
    return this.#since.get(hash)?.expired ?? false;
  }

  /** Its end is known. */
  forget(hash: Hex): void {
    this.#since.delete(hash);
  }
}

/**
 * Whether an operation waits for something that is not on its way. One whose nonce is too high is not stalled while every lower
 * nonce is pending too. `finalNonce` is its account's; `pending` is what is pending of that account, by nonce.
 */
export function isStalled(
  waitsFor: WaitReason | undefined,
  operation: Operation,
  finalNonce: number,
  pending: readonly { readonly operation: Operation }[],
): boolean {
  if (waitsFor !== 'NONCE_TOO_HIGH') return waitsFor !== undefined;
  let next = finalNonce + 1;
  for (const { operation: other } of pending) {
    if (nonceOf(other) === next) next += 1;
    if (next >= nonceOf(operation)) return false;
  }
  return true;
}
