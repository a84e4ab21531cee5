import { chainView } from '../../evidence/chain-view.ts';
import { methods, operations as operationsOf } from '../../evidence/operations.ts';
import { rebuiltBalances } from '../../evidence/rebuilt-balances.ts';
import type { Guarantee } from '../../guarantee.ts';
import { Growable } from '../../measure/growable.ts';
import { Witnesses } from '../../witnesses.ts';

const keysMax = 200_000;

/**
 * On the chain the operations of an account run in the order of its nonces, none left out, so that no operator can reorder them; and in
 * a topic all of an account lie in one partition, keyed by the account, so that replay keeps their order. Convicts RM-18.
 */
const guarantee: Guarantee = {
  id: 'account-order',
  title: 'An account’s operations run in nonce order',
  text: 'Per account, execution order is nonce order, with none left out; the partition key of an operation is the account that signed it, and its partition never changes.',
  source: { document: 'facts/rollup.md', heading: 'Rules in full' },
  rules: ['RG-05'],
  level: 'MUST',
  kind: 'safety',
  system: 'operator',
  needs: [],
  exercisedBy: ['kill', 'pause-long', 'restart-storm', 'consumer-offsets-lost'],
  check(context) {
    const view = context.evidence(chainView);
    const operations = context.evidence(operationsOf);
    const topicNames: string[] = [];
    /** Records of pending-operations topics, in columns. */
    const pending = {
      topic: new Growable(),
      slot: new Growable(),
      partition: new Growable(),
      place: new Growable(),
    };
    return {
      on: {
        pending(record) {
          if (record.observer === 'live') return;
          if (!topicNames.includes(record.topic)) topicNames.push(record.topic);
          pending.topic.push(topicNames.indexOf(record.topic));
          pending.slot.push(operations.hashes.slot(record.hash));
          pending.partition.push(record.partition);
          pending.place.push(context.place());
        },
      },
      finish() {
        const witnesses = new Witnesses(context);
        oneRecordPartition(witnesses);
        const chain = view.main;
        for (const { kind, words, batch, position } of rebuiltBalances(context, chain).irregularities) {
          // A nonce that was used before is nonce-once's.
          if (kind !== 'nonce' || chain.lastWithNonce(position) >= 0) continue;
          witnesses.add(() => `Batch ${batch.height} ${words}.`, [batch.place]);
        }
        return witnesses.finding(chain.count + pending.slot.length, 'operations on the chain and in topics');
      },
    };

    /** Whose operation it is says our own client, not the record: a record keyed by something else has told its key. */
    function oneRecordPartition(witnesses: Witnesses): void {
      /** By topic and account: number of the first record. */
      const firsts = new Map<number, number>();
      for (let at = 0; at < pending.slot.length; at += 1) {
        const slot = pending.slot.at(at);
        if (!operations.known(slot) || methods[operations.method[slot] as number] === 'create-account')
          continue;
        const account = operations.account[slot] as number;
        const key = account * topicNames.length + pending.topic.at(at);
        const first = firsts.get(key);
        if (first === undefined) {
          if (firsts.size < keysMax) firsts.set(key, at);
          continue;
        }
        const [there, here] = [pending.partition.at(first), pending.partition.at(at)];
        if (there === here) continue;
        witnesses.add(
          () =>
            `In ${topicNames[pending.topic.at(at)]}, operations of account ${account} lie in partition ${there} and in partition ${here}: replay cannot keep their order.`,
          [pending.place.at(first), pending.place.at(at)],
        );
      }
    }
  },
};
export default guarantee;
