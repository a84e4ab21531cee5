import type { BatchData } from '@plimsoll/interface/operator/batch-data';
import type { Hex } from '@plimsoll/interface/operator/operation';
import type { Account } from './account.ts';
import { afterOperation } from './apply-operation.ts';
import { signerId } from './judge-operation.ts';
import { accountOf, type State } from './state.ts';

/** How a nonce of an account was used, and what a rival for it would have met. */
export interface UsedNonce {
  readonly hash: Hex;
  readonly height: number;
  /** The account before it; left out for nonces used long ago. */
  readonly before?: Account;
  /** Last order batch before the batch that used it. */
  readonly orderBatches: number;
}

/**
 * Which operation used which nonce, in final batches alone. With it a late comer gets the same end and the same reason as on an
 * instance that heard of it in time (RG-07), and an operation that was executed is known as such by whatever path it comes again (RG-03).
 */
export class FinalHistory {
  readonly #nonces = new Map<number, UsedNonce[]>();
  readonly #creators = new Map<number, { readonly hash: Hex; readonly height: number }>();
  readonly #keep: number;

  /** `keep`: nonces of an account whose account state is remembered; hashes always are. */
  constructor(keep = 1024) {
    this.#keep = keep;
  }

  /** A batch that has become final, with the state before it. In order of height, each once. */
  note(before: State, batch: BatchData): void {
    const accounts = new Map<number, Account>();
    const { height } = batch;
    for (const operation of batch.operations) {
      if (operation.kind === 'create-account') {
        this.#creators.set(operation.accountId, { hash: operation.hash, height });
        accounts.set(operation.accountId, {
          id: operation.accountId,
          publicKey: operation.publicKey,
          operatorId: batch.operatorId,
          nonce: 0,
          redemptionIndex: 0,
          balances: new Map(),
        });
        continue;
      }
      const id = signerId(operation);
      const account = accounts.get(id) ?? accountOf(before, id);
      if (account === undefined)
        throw new Error(`final batch ${height} executes for account ${id}, which is not there`);
      accounts.set(id, afterOperation(account, operation));
      const used = this.#nonces.get(id) ?? [];
      this.#nonces.set(id, used);
      used[operation.nonce] = {
        hash: operation.hash,
        height,
        before: account,
        orderBatches: before.orderBatchCount,
      };
      const old = used[operation.nonce - this.#keep];
      if (old)
        used[operation.nonce - this.#keep] = {
          hash: old.hash,
          height: old.height,
          orderBatches: old.orderBatches,
        };
    }
  }

  /** What used a nonce of an account. */
  use(accountId: number, nonce: number): UsedNonce | undefined {
    return this.#nonces.get(accountId)?.[nonce];
  }

  /** What created an account; nothing did for one of genesis. */
  creation(accountId: number): { readonly hash: Hex; readonly height: number } | undefined {
    return this.#creators.get(accountId);
  }
}
