import { chainView } from '../../evidence/chain-view.ts';
import type { ChainReading } from '../../evidence/chain-view.ts';
import { operations as operationsOf } from '../../evidence/operations.ts';
import { topics as topicsOf } from '../../evidence/topics.ts';
import type { Update } from '../../evidence/topics.ts';
import type { Guarantee } from '../../guarantee.ts';
import { Witnesses } from '../../witnesses.ts';

const prefix = 'batch-updates';

/**
 * Each batch-updates topic tells the contract's batches in order of height, none missing, first submitted and then final; twice the same is
 * allowed, and after a reorg a lower height again. What it told last of each height is what stands on the chain, operation by operation.
 * With several operators in one rollup an engine may leave out the others' batches.
 */
const guarantee: Guarantee = {
  id: 'updates-complete',
  title: 'Batch updates are complete and in order',
  text: 'Every batch-updates topic holds every batch of the contract, submitted and then finalised, in order of height with none missing, and agrees with the chain.',
  source: { document: 'facts/rollup.md', heading: 'The rules on one page' },
  rules: ['RG-13'],
  level: 'MUST',
  kind: 'safety',
  system: 'operator',
  needs: ['batch-updates-topic'],
  exercisedBy: ['kill', 'chain-reorg', 'broker-kill', 'rpc-slow', 'site-cut-from-chain', 'restart'],
  check(context) {
    const operations = context.evidence(operationsOf);
    const topics = context.evidence(topicsOf);
    const view = context.evidence(chainView);
    const witnesses = new Witnesses(context);
    /** Owners of whose topic the end was read, with the place of the note. */
    const read = new Map<string, number>();
    return {
      on: {
        topic(record) {
          if (record.observer === 'live' || record.state !== 'end' || !record.topic.startsWith(`${prefix}-`))
            return;
          read.set(record.topic.slice(prefix.length + 1), context.place());
        },
      },
      finish() {
        const chain = view.main;
        const demanded = horizon(chain);
        const alone = new Set(chain.batches.map(({ operatorId }) => operatorId)).size < 2;
        let checked = 0;
        for (const owner of new Set([...read.keys(), ...topics.updates.keys()])) {
          const updates = topics.updates.get(owner) ?? [];
          checked += updates.length;
          if (alone) inOrder(owner, updates);
          agrees(owner, updates, chain, alone ? demanded : 0);
        }
        return witnesses.finding(checked, 'records in batch-updates topics');
      },
    };

    /**
     * Up to this height every topic must have told of finality: every instance has called an operation of that batch ended before the final
     * reads began. A batch of deposits alone may still be on its way.
     */
    function horizon(chain: ChainReading): number {
      let height = 0;
      for (const slot of operations.all()) {
        const position = chain.positionOf(slot);
        if (position >= 0 && operations.isAcknowledged(slot))
          height = Math.max(height, chain.batchAt(position).height);
      }
      return height;
    }

    function inOrder(owner: string, updates: readonly Update[]): void {
      const highest = { submitted: 0, finalised: 0 };
      for (const { event, height, place, offset } of updates) {
        if (height > highest[event] + 1)
          witnesses.add(
            () =>
              `The topic of ${owner} goes from batch ${highest[event]} ${event} to batch ${height} at offset ${offset}: what lies between is missing.`,
            [place],
          );
        if (event === 'finalised' && height > highest.submitted)
          witnesses.add(
            () => `The topic of ${owner} calls batch ${height} final that it never told as submitted.`,
            [place],
          );
        highest[event] = Math.max(highest[event], height);
      }
    }

    function agrees(owner: string, updates: readonly Update[], chain: ChainReading, demanded: number): void {
      const last = new Map<string, Update>();
      for (const update of updates) last.set(`${update.event}|${update.height}`, update);
      for (const batch of chain.inOrder()) {
        for (const event of ['submitted', 'finalised'] as const) {
          const update = last.get(`${event}|${batch.height}`);
          if (update === undefined) {
            if (batch.height <= demanded)
              witnesses.add(
                () =>
                  `The topic of ${owner} never told batch ${batch.height}, which is on the chain, as ${event}.`,
                [batch.place, ...(read.has(owner) ? [read.get(owner) as number] : [])],
              );
            continue;
          }
          const same =
            update.newRoot === batch.newRoot &&
            update.blockHash === batch.blockHash &&
            (event === 'finalised' ||
              (update.operations === batch.end - batch.first && update.digest === batch.digest));
          if (same) continue;
          witnesses.add(
            () =>
              `What the topic of ${owner} told last of batch ${batch.height} (${event}: ${update.operations} operations, root ${update.newRoot.slice(0, 12)}…) is not what is on the chain (${batch.end - batch.first} operations, root ${batch.newRoot.slice(0, 12)}…).`,
            [update.place, batch.place],
          );
        }
      }
    }
  },
};
export default guarantee;
