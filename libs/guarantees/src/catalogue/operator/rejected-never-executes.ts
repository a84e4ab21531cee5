import { chainView } from '../../evidence/chain-view.ts';
import { operations as operationsOf } from '../../evidence/operations.ts';
import { hashes as hashesOf } from '../../evidence/hashes.ts';
import { statusOf, said } from '../../evidence/statuses.ts';
import type { Guarantee } from '../../guarantee.ts';
import { grown } from '../../grown.ts';
import { Witnesses } from '../../witnesses.ts';

/** Whatever any instance ever called REJECTED, live or at the end, is not on the chain. Convicts RM-04 (EXECUTED overwritten), and who rejects on a state that can be undone. */
const guarantee: Guarantee = {
  id: 'rejected-never-executes',
  title: 'A rejected operation never executes',
  text: 'An operation that an instance called REJECTED, at any time, is never executed: a rejection is told only on a state that can no longer be undone.',
  source: { document: 'facts/rollup.md', heading: 'The rules on one page' },
  rules: ['RG-08'],
  level: 'MUST',
  kind: 'safety',
  system: 'operator',
  needs: [],
  exercisedBy: ['kill', 'chain-reorg', 'link-cut', 'consumer-offsets-lost', 'restart'],
  check(context) {
    const hashes = context.evidence(hashesOf);
    const operations = context.evidence(operationsOf);
    const view = context.evidence(chainView);
    /** By slot: place of an answer that called it rejected; 0: none. */
    let rejected = new Uint32Array(1024);
    let checked = 0;
    return {
      on: {
        status(record) {
          if (statusOf(record) !== said.rejected) return;
          const slot = hashes.slot(record.hash);
          rejected = grown(rejected, slot);
          if (rejected[slot] !== 0) return;
          checked += 1;
          rejected[slot] = context.place();
        },
      },
      finish() {
        const witnesses = new Witnesses(context);
        const chain = view.main;
        for (let slot = 0; slot < rejected.length; slot += 1) {
          const place = rejected[slot] as number;
          const position = chain.positionOf(slot);
          if (place === 0 || position < 0) continue;
          const batch = chain.batchAt(position);
          witnesses.add(
            () =>
              `${operations.name(slot)} was called REJECTED; batch ${batch.height} on the chain executes it.`,
            [place, batch.place],
          );
        }
        return witnesses.finding(checked, 'operations that were called rejected');
      },
    };
  },
};
export default guarantee;
