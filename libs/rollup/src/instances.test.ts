import fc from 'fast-check';
import { decodeBatchData, type BatchOperation } from '@plimsoll/interface/operator/batch-data';
import type { Hex } from '@plimsoll/interface/operator/operation';
import { expect, test } from 'vitest';
import { AcceptedChain, type ChainBatch } from './accepted-chain.ts';
import { asBatchOperation, buildBatch, type PendingOperation } from './build-batch.ts';
import type { Deposit } from './draft.ts';
import { FinalHistory } from './final-history.ts';
import { judgeFinal, type FinalVerdict } from './judge-final.ts';
import { PendingBook } from './pending-book.ts';
import { accountOf, stateRoot } from './state.ts';
import { accounts, asked, genesis, wish } from './wishes.fixture.ts';

const blocksToFinalization = 2;

/** A chain as a list of blocks, each with at most one batch: the contract takes it on the current root only (RG-11). */
class Chain {
  readonly blocks: (ChainBatch | undefined)[] = [];
  readonly queue: Deposit[] = [];
  #branch = 0;
  get root(): Hex {
    return this.blocks.findLast((batch) => batch !== undefined)?.newRoot ?? stateRoot(genesis);
  }
  mine(batch?: Omit<ChainBatch, 'blockNumber' | 'blockHash'>): boolean {
    const accepted = batch !== undefined && batch.parentRoot === this.root;
    this.#branch += 1;
    const place = { blockNumber: this.blocks.length, blockHash: `0x${this.#branch.toString(16)}` as Hex };
    this.blocks.push(accepted ? { ...batch, ...place } : undefined);
    return accepted;
  }
}

/** An instance as far as the core goes: what it heard of, what it read of the chain, what it has told. */
class Instance {
  readonly chain = new AcceptedChain(genesis);
  readonly history = new FinalHistory();
  readonly book = new PendingBook<PendingOperation>(1000);
  readonly told = new Map<Hex, FinalVerdict>();
  /** Highest block that it ever held for final. */
  finalNumber = -1;
  #hashes: (Hex | undefined)[] = [];

  hear(entries: readonly PendingOperation[]): void {
    for (const entry of entries) this.book.add(entry, 'owed');
  }

  /** Reads the chain anew from where it differs, and says what has become final. */
  read({ blocks, queue }: Chain): void {
    const now = blocks.map((batch) => batch?.blockHash);
    let same = 0;
    while (same < this.#hashes.length && same < now.length && this.#hashes[same] === now[same]) same += 1;
    this.chain.dropAbove(same - 1);
    for (const batch of blocks.slice(same)) {
      if (batch === undefined) continue;
      const result = this.chain.accept(batch, (from, to) => queue.slice(Number(from), Number(to)));
      expect(result).toEqual({ kind: 'accepted' });
      // Read twice, it counts once.
      expect(this.chain.accept(batch, () => []).kind).toBe('known');
    }
    this.#hashes = now;
    this.finalNumber = Math.max(this.finalNumber, blocks.length - 1 - blocksToFinalization);
    for (const { before, source } of this.chain.finalise(blocks.length - 1 - blocksToFinalization))
      this.history.note(before, source.batch);
    this.#tell();
  }

  build(queue: readonly Deposit[]): ReturnType<typeof buildBatch> {
    const included = this.chain.includedHashes();
    return buildBatch({
      parent: this.chain.head,
      operatorId: 1,
      finalOrderBatch: this.chain.final.orderBatchCount,
      pending: this.book.inTurn(({ hash }) => included.has(hash)),
      deposits: queue.slice(Number(this.chain.head.depositsTaken)),
      limits: { operations: 6, deposits: 2 },
    });
  }

  verdict({ hash, operation }: PendingOperation): FinalVerdict {
    return judgeFinal(this.chain.final, this.history, asBatchOperation(hash, operation, 0), 1);
  }

  #tell(): void {
    for (const entry of this.book.entries()) {
      const verdict = this.verdict(entry);
      if (verdict.kind === 'open') continue;
      this.told.set(entry.hash, verdict);
      this.book.delete(entry.hash);
    }
  }
}

/** The obvious slow model: plain numbers, from the batch data alone. */
function naive(batches: readonly ChainBatch[], queue: readonly Deposit[]): bigint {
  const balances = new Map<number, bigint>(Array.from({ length: accounts }, (_, id) => [id, 100n]));
  let elsewhere = 0n;
  for (const { batch } of batches) {
    for (const { amount } of queue.slice(Number(batch.depositsFrom), Number(batch.depositsTo)))
      elsewhere += amount;
    for (const each of batch.operations) {
      if (each.kind === 'create-account') continue;
      const signer = each.kind === 'redeem-order' ? each.to : each.from;
      const sign = each.kind === 'redeem-order' ? 1n : -1n;
      balances.set(signer, (balances.get(signer) ?? 0n) + sign * each.amount);
      elsewhere -= sign * each.amount;
    }
  }
  for (const balance of balances.values()) expect(balance >= 0n).toBe(true);
  expect(elsewhere >= 0n).toBe(true);
  return [...balances.values()].reduce((sum, balance) => sum + balance, elsewhere);
}

const instance = fc.nat(2);
const event = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('ask' as const),
      at: instance,
      wishes: fc.array(wish, { maxLength: 5 }),
    }),
  },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('copy' as const), from: instance, to: instance }) },
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('submit' as const), at: instance }) },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('read' as const), at: instance }) },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant('race' as const), at: instance, against: instance }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('reorg' as const),
      depth: fc.integer({ min: 1, max: blocksToFinalization }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('deposit' as const),
      accountId: fc.nat(5),
      amount: fc.bigInt({ min: 1n, max: 9n }),
    }),
  },
);

test('instances that hear of operations and blocks at different times, race and are reorganised agree on every end, and nothing is made or lost', () => {
  const met = { lost: 0, reorged: 0, executed: 0, rejected: 0, replaced: 0 };
  fc.assert(
    fc.property(fc.array(event, { minLength: 10, maxLength: 60 }), (events) => {
      const chain = new Chain();
      const all: Instance[] = [new Instance(), new Instance(), new Instance()];
      const accepted = all.map((): PendingOperation[] => []);
      const submit = (built: ReturnType<typeof buildBatch>): void => {
        if (built.batch === undefined) return;
        const { data, parentRoot, newRoot } = built.batch;
        if (!chain.mine({ batch: decodeBatchData(data), parentRoot, newRoot })) met.lost += 1;
      };
      const known = (at: number): Instance => all[at] as Instance;
      for (const [serial, each] of events.entries()) {
        if (each.kind === 'ask') {
          const entries = asked(known(each.at).chain.head, each.wishes, serial);
          accepted[each.at]?.push(...entries);
          known(each.at).hear(entries);
        } else if (each.kind === 'copy') known(each.to).hear(accepted[each.from] ?? []);
        else if (each.kind === 'submit') submit(known(each.at).build(chain.queue));
        else if (each.kind === 'read') known(each.at).read(chain);
        else if (each.kind === 'race') {
          const [one, other] = [known(each.at).build(chain.queue), known(each.against).build(chain.queue)];
          submit(one);
          submit(other);
        } else if (each.kind === 'deposit') {
          const { accountId, amount } = each;
          chain.queue.push({ index: BigInt(chain.queue.length), accountId, tokenId: 0, amount });
        } else {
          // Never deeper than what anybody holds for final: that is RG-14's alarm, and another test's.
          const final = Math.max(...all.map(({ finalNumber }) => finalNumber));
          const gone = chain.blocks.splice(Math.max(final + 1, chain.blocks.length - each.depth));
          if (gone.some((batch) => batch !== undefined)) met.reorged += 1;
        }
      }
      // Everybody hears of everything, the chain goes on, the backlog is worked off.
      for (let round = 0; ; round += 1) {
        if (round > 200) throw new Error('the backlog does not end');
        for (const each of all) {
          for (const entries of accepted) each.hear(entries.filter(({ hash }) => !each.told.has(hash)));
          each.read(chain);
        }
        const built = known(round % 3).build(chain.queue);
        // Of all: one may have held for final, before a reorganisation, what the others still wait for.
        if (built.batch === undefined && all.every(({ chain: seen }) => seen.open.length === 0)) break;
        if (built.batch === undefined) chain.mine();
        else submit(built);
      }
      const entries = accepted.flat();
      for (const entry of entries) {
        const ends = all.map((each) => each.told.get(entry.hash) ?? 'open');
        expect(ends).toEqual([ends[0], ends[0], ends[0]]);
        // Told once, told for good: asked anew it is the same.
        for (const each of all) {
          const verdict = each.verdict(entry);
          expect(verdict.kind === 'open' ? 'open' : verdict).toEqual(ends[0]);
        }
        const end = ends[0];
        if (end === 'open' || end === undefined) continue;
        if (end.kind === 'executed') met.executed += 1;
        if (end.kind !== 'rejected') continue;
        met.rejected += 1;
        if (end.reason === 'REPLACED_BY_OPERATION_WITH_SAME_NONCE') met.replaced += 1;
      }
      const batches = chain.blocks.flatMap((batch) => batch ?? []);
      const executed = batches.flatMap(({ batch }) =>
        batch.operations.map(({ hash }: BatchOperation) => hash),
      );
      expect(new Set(executed).size).toBe(executed.length);
      const told = entries.filter(({ hash }) => known(0).told.get(hash)?.kind === 'executed');
      expect(told.map(({ hash }) => hash).toSorted()).toEqual(executed.toSorted());
      const { final } = known(0).chain;
      const paidIn = chain.queue
        .slice(0, Number(final.depositsTaken))
        .reduce((sum, { amount }) => sum + amount, BigInt(accounts) * 100n);
      expect(naive(batches, chain.queue)).toBe(paidIn);
      for (const each of all) expect(stateRoot(each.chain.final)).toBe(stateRoot(final));
      expect(accountOf(final, 0)?.nonce).toBe(
        Math.max(0, ...batches.flatMap(({ batch }) => batch.operations.map((one) => nonceOfZero(one)))),
      );
    }),
    { numRuns: 25 },
  );
  for (const count of Object.values(met)) expect(count).toBeGreaterThan(0);
});

function nonceOfZero(operation: BatchOperation): number {
  if (operation.kind === 'create-account') return 0;
  const signer = operation.kind === 'redeem-order' ? operation.to : operation.from;
  return signer === 0 ? operation.nonce : 0;
}
