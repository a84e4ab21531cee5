import type { StatusRecord } from '@plimsoll/history/operator-record';
import { chainView } from '../../evidence/chain-view.ts';
import { said, statusOf } from '../../evidence/statuses.ts';
import { topics as topicsOf } from '../../evidence/topics.ts';
import type { Guarantee } from '../../guarantee.ts';
import { runTime } from '../../words.ts';
import { Witnesses } from '../../witnesses.ts';

interface Claim {
  readonly who: string;
  readonly height: number;
  readonly root: string;
  readonly blockHash: string;
  readonly place: number;
  readonly at: number;
}
const claimsMax = 200_000;

/**
 * Final is final: a batch that an instance called final, in its topic or by calling an operation of it EXECUTED, stands on the chain at the
 * end, at its height, with its root, in its block by hash. The same height in another block is another batch. Convicts RM-25.
 */
const guarantee: Guarantee = {
  id: 'final-stays',
  title: 'What was called final stays on the chain',
  text: 'A batch that was called final, or an operation of it EXECUTED, stands on the chain afterwards at the same height, root and block hash.',
  source: { document: 'facts/rollup.md', heading: 'The rules on one page' },
  rules: ['RG-14'],
  level: 'MUST',
  kind: 'safety',
  system: 'operator',
  needs: [],
  exercisedBy: ['chain-reorg', 'kill', 'rpc-slow', 'site-cut-from-chain'],
  check(context) {
    const topics = context.evidence(topicsOf);
    const view = context.evidence(chainView);
    /** One for each (instance, height, root, block): an instance says the same of every operation in a batch. */
    const claims = new Map<string, Claim>();
    return {
      on: { status: look },
      finish() {
        const witnesses = new Witnesses(context);
        for (const [owner, updates] of topics.updates)
          for (const { event, height, newRoot, blockHash, place } of updates)
            if (event === 'finalised') keep({ who: owner, height, root: newRoot, blockHash, place, at: 0 });
        const batches = new Map(view.main.batches.map((batch) => [batch.height, batch]));
        for (const { who, height, root, blockHash, place, at } of claims.values()) {
          const batch = batches.get(height);
          const same =
            batch !== undefined &&
            (root === '' || root === batch.newRoot) &&
            (blockHash === '' || blockHash === batch.blockHash);
          if (same) continue;
          const when = at > 0 ? ` at ${runTime(at)}` : '';
          witnesses.add(
            () =>
              `${who} called batch ${height} final${when}, in block ${blockHash.slice(0, 12)}… with root ${root.slice(0, 12)}…; ${batch === undefined ? 'the chain has no such batch' : `on the chain batch ${height} is in block ${batch.blockHash.slice(0, 12)}… with root ${batch.newRoot.slice(0, 12)}…`}.`,
            [place, ...(batch === undefined ? [] : [batch.place])],
            at > 0 ? at : undefined,
          );
        }
        return witnesses.finding(claims.size, 'batches that somebody called final');
      },
    };

    function look(record: StatusRecord): void {
      if (statusOf(record) !== said.executed || record.batchHeight === undefined) return;
      const { instance, batchHeight: height, stateRoot: root = '', blockHash = '', doneMicros: at } = record;
      keep({ who: instance, height, root, blockHash, place: context.place(), at });
    }

    function keep(claim: Claim): void {
      const key = `${claim.who}|${claim.height}|${claim.root}|${claim.blockHash}`;
      if (!claims.has(key) && claims.size < claimsMax) claims.set(key, claim);
    }
  },
};
export default guarantee;
