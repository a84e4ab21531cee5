import type { OperationRecord } from '@plimsoll/history/operator-record';
import { random } from '@plimsoll/history/random';
import {
  OperatorStory,
  digestOf,
  genesisFunds,
  hashOf,
  orderIndex,
  rootOf,
} from '../operator-story.fixture.ts';
import { call } from '../story.fixture.ts';

/** What a synthetic run against an operator is made of. */
export interface OperatorSynthesis {
  readonly seed: string;
  readonly batches: number;
  /** Operations asked for before each batch, at most. */
  readonly perBatch: number;
}

interface Account {
  nonce: number;
  balance: bigint;
  redemptionIndex: number;
}
interface Open {
  readonly index: number;
  readonly from: number;
  readonly to: number;
  readonly amount: bigint;
}

const accounts = 4;
const batchMs = 400;

/**
 * A legal, random and somewhat odd history of an operator: every kind of operation, through both instances and a gateway, rivals, retries,
 * refusals, unknown ends that were executed and that were not, true rejections, deposits, lost races, a kill, instances that lag
 * behind each other. A sound operator may be seen so; no guarantee may convict it.
 */
export function synthesizeOperator({ seed, batches, perBatch }: OperatorSynthesis): OperatorStory {
  const uniform = random(seed, 'operator');
  const pick = (count: number): number => Math.floor(uniform() * count);
  const endMs = 2_000 + batches * batchMs + 4_000;
  const story = new OperatorStory({ endMs, gateways: ['gate-a'], trials: [{}] });
  const state = new Map<number, Account>();
  for (let id = 0; id < accounts; id += 1)
    state.set(id, { nonce: 0, balance: genesisFunds, redemptionIndex: 0 });
  const orders: Open[] = [];
  let nextId = 0;
  let nextRivals = 0;
  let nextKey = 0;
  let orderBatches = 0;
  let ms = 1_000;

  const where = (): Partial<OperationRecord> => {
    const node = ['a-1', 'b-1'][pick(2)] ?? 'a-1';
    return uniform() < 0.3 ? { instance: 'gate-a', servedBy: node } : { instance: node, servedBy: node };
  };
  const ask = (more: Partial<OperationRecord>): number => {
    const id = nextId++;
    ms += 1 + pick(4);
    const at = where();
    const odd = uniform();
    if (odd < 0.08) {
      // The first attempt's end is not known; the same bytes again, perhaps elsewhere.
      story.operation(id, ms, { ...more, ...at, outcome: 'info', code: 'TIMEOUT' });
      story.operation(id, ms + 8, { ...more, ...where(), attempt: 2 });
    } else story.operation(id, ms, { ...more, ...at });
    return id;
  };

  for (let height = 1; height <= batches; height += 1) {
    const ids: number[] = [];
    const made: { from: number; to: number; amount: bigint }[] = [];
    const deposits = uniform() < 0.3 ? 1 + pick(2) : 0;
    for (let n = 0; n < deposits; n += 1) {
      const to = pick(accounts);
      const amount = BigInt(1 + pick(20));
      story.deposit(to, amount);
      made.push({ from: -1, to, amount });
    }
    const count = 1 + pick(perBatch);
    for (let n = 0; n < count; n += 1) {
      const account = pick(accounts);
      const mine = state.get(account) as Account;
      const nonce = mine.nonce + 1;
      const amount = BigInt(1 + pick(30));
      const to = (account + 1 + pick(accounts - 1)) % accounts;
      const order = { account, nonce, counterpart: to, amount: String(amount) };
      const kind = uniform();
      if (kind < 0.06) {
        const publicKey = digestOf(`new key ${seed} ${nextKey++}`);
        const create = {
          method: 'create-account',
          account: -1,
          nonce: -1,
          counterpart: -1,
          amount: '0',
        } as const;
        ids.push(ask({ ...create, publicKey }));
        continue;
      }
      if (kind < 0.12) {
        story.rejected(
          ask({ ...order, amount: String(mine.balance + amount), expected: 'rejected' }),
          'BALANCE_TOO_LOW',
        );
        continue;
      }
      if (kind < 0.17 && mine.nonce > 0) {
        story.rejected(ask({ ...order, nonce: mine.nonce, expected: 'rejected' }), 'NONCE_TOO_LOW');
        continue;
      }
      if (kind < 0.22) {
        story.operation(nextId++, ms, {
          ...order,
          ...where(),
          outcome: 'fail',
          code: 'OVER_CAPACITY',
          expected: 'either',
        });
        continue;
      }
      const found = orders.findIndex((each) => each.to === account && each.index > mine.redemptionIndex);
      const redeemed = orders[found];
      if (kind < 0.55 && redeemed !== undefined) {
        orders.splice(found, 1);
        const { index, from } = redeemed;
        const redeem = { method: 'redeem-order', counterpart: from, index } as const;
        ids.push(ask({ ...order, ...redeem, amount: String(redeemed.amount) }));
        mine.nonce = nonce;
        mine.balance += redeemed.amount;
        mine.redemptionIndex = index;
        continue;
      }
      if (mine.balance < amount) continue;
      mine.nonce = nonce;
      mine.balance -= amount;
      if (kind < 0.65) {
        ids.push(ask({ ...order, method: 'outbound', counterpart: -1, address: `0x${'ab'.repeat(20)}` }));
        continue;
      }
      made.push({ from: account, to, amount });
      if (kind < 0.72) {
        const rivals = { expected: 'either', rivals: nextRivals++ } as const;
        ids.push(ask({ ...order, ...rivals }));
        story.rejected(ask({ ...order, ...rivals, amount: '1' }), 'REPLACED_BY_OPERATION_WITH_SAME_NONCE');
        continue;
      }
      ids.push(ask(order));
    }
    if (made.length > 0) {
      orderBatches += 1;
      made.forEach(({ from, to, amount }, place) =>
        orders.push({ index: orderIndex(orderBatches, place), from, to, amount }),
      );
      orders.sort((a, b) => a.index - b.index);
    }
    ms = 1_000 + height * batchMs;
    story.batch(ms, ids, deposits);
    glance(height, ids);
  }
  race();
  story.common.fault(0, 1_500, 1_900, ['a-1']);
  for (const node of ['a-1', 'b-1'] as const)
    story.common.probes('write', node).probes('read', node).health(node);
  return story;

  /** What somebody saw while the run went on: pending before, executed after, at one instance later than at the other. */
  function glance(height: number, ids: readonly number[]): void {
    const block = {
      blockNumber: 10 * height,
      blockHash: digestOf(`block ${10 * height}`),
      stateRoot: rootOf(height),
    };
    story.tell('watch', ms, {
      kind: 'block',
      observer: 'live',
      atMicros: ms * 1000,
      number: block.blockNumber,
      hash: block.blockHash,
      parentHash: digestOf('parent'),
    });
    for (const instance of ['a-1', 'b-1']) {
      const lagMs = pick(150);
      const look = { ...call(ms + lagMs, 1, instance), client: 'watch', observer: 'live' } as const;
      const before = { ...call(ms - 20, 1, instance), client: 'watch', observer: 'live' } as const;
      const id = ids[pick(ids.length)];
      if (id === undefined) continue;
      story.tell('watch', ms - 20, { kind: 'status', ...before, hash: hashOf(id), status: 'PENDING' });
      story.tell('watch', ms + lagMs, {
        kind: 'status',
        ...look,
        hash: hashOf(id),
        status: 'EXECUTED',
        batchHeight: height,
        ...block,
      });
      const account = pick(accounts);
      const { nonce, balance, redemptionIndex } = state.get(account) as Account;
      story.tell('watch', ms + lagMs, {
        kind: 'account',
        ...look,
        account,
        view: 'final',
        nonce,
        redemptionIndex,
        balances: { '0': String(balance) },
        stateRoot: rootOf(height),
      });
    }
  }

  function race(): void {
    for (const observer of ['first', 'second'] as const)
      story.tell(observer, endMs + 40, {
        kind: 'reverted',
        observer,
        atMicros: (endMs + 40) * 1000,
        submitter: '0xb',
        error: 'StaleParent',
        operations: 2,
        gasUsed: 40_000,
        blockNumber: 11,
        transactionHash: digestOf('lost race'),
      });
  }
}
