import type { BatchRecord, PendingRecord, StatusRecord } from '@plimsoll/history/operator-record';
import type { Planted } from './defect.ts';

/** A planted breach in a legal history of an operator. */
export type OperatorDefect = (history: Planted) => void;

const executed = (record: StatusRecord): boolean =>
  record.status === 'EXECUTED' && record.observer !== 'live';

/** Changes a batch as both observers read it. */
function changeBatch(
  history: Planted,
  fits: (batch: BatchRecord) => boolean,
  to: (batch: BatchRecord) => BatchRecord | undefined,
): void {
  const { height } = history.pick('batch', fits);
  history.change('batch', (batch) => batch.height === height, to);
}

const holds =
  (method: string) =>
  (batch: BatchRecord): boolean =>
    batch.operations.some((operation) => operation.method === method);

/** One planted breach for each guarantee about operators, by its id. */
export const operatorDefects: Readonly<Record<string, OperatorDefect>> = {
  'accepted-operations-end': (history) => {
    const { hash, instance } = history.pick('status', executed);
    history.change(
      'status',
      (status) => status.hash === hash && status.instance === instance && status.observer !== 'live',
      ({ batchHeight: _height, ...status }) => ({ ...status, status: 'UNKNOWN' }),
    );
  },
  'accepted-is-in-own-topic': (history) => {
    const { hash } = history.pick('pending');
    history.drop('pending', (record) => record.hash === hash);
  },
  'account-order': (history) =>
    changeBatch(
      history,
      ({ operations }) => operations.some(({ nonce }) => nonce >= 0),
      (batch) => ({
        ...batch,
        operations: batch.operations.map((each) => ({ ...each, nonce: each.nonce + 5 })),
      }),
    ),
  'batches-chain': (history) =>
    changeBatch(
      history,
      () => true,
      (batch) => ({ ...batch, parentRoot: `0x${'77'.repeat(32)}` }),
    ),
  conservation: (history) =>
    changeBatch(history, holds('redeem-order'), (batch) => ({
      ...batch,
      operations: batch.operations.map((each) =>
        each.method === 'redeem-order' ? { ...each, amount: String(BigInt(each.amount) + 1n) } : each,
      ),
    })),
  'definite-failures-never-execute': (history) => {
    const { hash } = history.pick('operation', ({ outcome }) => outcome === 'fail');
    changeBatch(history, holds('create-order'), (batch) => ({
      ...batch,
      operations: batch.operations.map((each, at) => (at === 0 ? { ...each, hash } : each)),
    }));
  },
  'engine-failure-reported': (history) =>
    history.change(
      'fault',
      () => true,
      (fault) => ({ ...fault, target: 'internal:engine-a-1', touches: ['engine-a-1'] }),
    ),
  'every-instance-answers': (history) => {
    const { hash, instance } = history.pick('status', executed);
    history.drop('status', (status) => status.hash === hash && status.instance === instance);
  },
  'executed-once': (history) =>
    changeBatch(
      history,
      ({ operations }) => operations.length > 0,
      (batch) => ({
        ...batch,
        operations: [...batch.operations, ...batch.operations.slice(0, 1)],
      }),
    ),
  'expected-outcomes': (history) => {
    const { hash } = history.pick('operation', ({ expected }) => expected === 'rejected');
    changeBatch(
      history,
      ({ operations }) => operations.length > 0,
      (batch) => ({
        ...batch,
        operations: batch.operations.map((each, at) => (at === 0 ? { ...each, hash } : each)),
      }),
    );
  },
  'final-stays': (history) => {
    const one = history.pick('update', ({ event }) => event === 'finalised');
    history.change(
      'update',
      ({ event, height }) => event === 'finalised' && height === one.height,
      (update) => ({ ...update, blockHash: `0x${'66'.repeat(32)}` }),
    );
  },
  'invalid-operations-true': (history) =>
    history.change(
      'invalid',
      () => true,
      (record) => ({ ...record, reason: 'ORDER_NOT_REDEEMABLE' }),
    ),
  'lost-race-drops-nothing': (history) => {
    const { hash } = history.pick('status', executed);
    changeBatch(
      history,
      ({ operations }) => operations.some((each) => each.hash === hash),
      (batch) => ({ ...batch, operations: batch.operations.filter((each) => each.hash !== hash) }),
    );
  },
  'nonce-once': (history) => {
    const { hash } = history.pick('operation', ({ expected }) => expected === 'rejected');
    changeBatch(history, holds('create-order'), (batch) => ({
      ...batch,
      operations: batch.operations.flatMap((each) =>
        each.method === 'create-order' ? [each, { ...each, hash }] : [each],
      ),
    }));
  },
  'one-outcome': (history) => {
    const { hash, instance } = history.pick('status', executed);
    history.change(
      'status',
      (status) => status.hash === hash && status.instance === instance && status.observer !== 'live',
      (status) => ({ ...status, batchHeight: 999 }),
    );
  },
  'operators-apart': (history) =>
    changeBatch(history, holds('create-order'), (batch) => ({ ...batch, operatorId: 2 })),
  'others-go-on': (history) => {
    // One bad operation, and nothing that was asked for after it is on the chain.
    const first = history.all('operation').find(({ expected }) => expected === 'rejected');
    const since = first?.doneMicros ?? 0;
    const later = new Set(
      history
        .all('operation')
        .filter(({ doneMicros }) => doneMicros >= since)
        .map(({ hash }) => hash),
    );
    later.delete(first?.hash ?? '');
    history.change(
      'batch',
      () => true,
      (batch) => ({
        ...batch,
        operations: batch.operations.filter(({ hash }) => !later.has(hash)),
      }),
    );
    history.change(
      'status',
      ({ hash }) => later.has(hash),
      (status) => ({ ...status, status: 'PENDING' }),
    );
  },
  'own-topic-only': (history) => {
    const places = new Map<string, Set<string>>();
    for (const { hash, instance } of history.all('operation'))
      places.set(hash, (places.get(hash) ?? new Set()).add(instance));
    const alone = ({ hash, owner }: PendingRecord): boolean =>
      places.get(hash)?.size === 1 && places.get(hash)?.has(owner) === true;
    const one = history.pick('pending', alone);
    const { owner } = history.pick('pending', (record) => record.owner !== one.owner);
    history.change(
      'pending',
      ({ hash }) => hash === one.hash,
      (record) => [record, { ...record, owner }],
    );
  },
  'reads-final': (history) => {
    const one = history.pick('account', ({ view }) => view === 'final');
    history.change(
      'account',
      (record) => record === one,
      (record) => ({ ...record, balances: { '0': '1' } }),
    );
  },
  'redeemed-once': (history) =>
    changeBatch(history, holds('redeem-order'), (batch) => ({
      ...batch,
      operations: batch.operations.map((each) =>
        each.method === 'redeem-order' ? { ...each, index: (each.index ?? 0) + 999 } : each,
      ),
    })),
  // One block after another, as if nobody had waited.
  'redeemed-when-final': (history) =>
    history.change(
      'batch',
      () => true,
      (batch) => ({ ...batch, blockNumber: 10 + batch.height }),
    ),
  'rejected-never-executes': (history) => {
    const one = history.pick('status', executed);
    history.change(
      'status',
      (status) => status.hash === one.hash && status.observer !== 'live',
      (status) => ({ ...status, status: 'REJECTED', reason: 'NONCE_TOO_LOW' }),
    );
  },
  'rejected-with-cause': (history) => {
    const { hash } = history.pick(
      'status',
      ({ status, observer }) => status === 'REJECTED' && observer !== 'live',
    );
    history.change(
      'status',
      (status) => status.hash === hash,
      (status) => ({ ...status, reason: 'TIRED' }),
    );
  },
  'status-agrees-with-chain': (history) => {
    const { hash } = history.pick('status', executed);
    history.change(
      'status',
      (status) => status.hash === hash && status.observer !== 'live',
      (status) => ({ ...status, stateRoot: `0x${'55'.repeat(32)}` }),
    );
  },
  'terminal-stays': (history) => {
    const one = history.pick(
      'status',
      ({ observer, status }) => observer === 'live' && status === 'EXECUTED',
    );
    history.change(
      'status',
      (status) => status.hash === one.hash && status.observer !== 'live',
      (status) => ({ ...status, status: 'PENDING' }),
    );
  },
  'topics-as-promised': (history) => {
    const one = history.pick('topic');
    history.change(
      'topic',
      (record) => record === one,
      (record) => [{ ...record, state: 'garbage' }, record],
    );
  },
  'updates-complete': (history) => {
    const { height, owner } = history.pick('update');
    history.drop('update', (update) => update.height === height && update.owner === owner);
  },
  // The plan that the test takes says that everybody has to refuse.
  'unsafe-settings-refused': (history) =>
    history.add('runner', {
      kind: 'process',
      atMicros: 1e6,
      instance: 'a-1',
      site: 'a',
      event: 'ready',
    }),
};
