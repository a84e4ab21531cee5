import { chainView } from '../../evidence/chain-view.ts';
import { operations as operationsOf } from '../../evidence/operations.ts';
import { said, statuses as statusesOf } from '../../evidence/statuses.ts';
import type { Guarantee } from '../../guarantee.ts';
import { Witnesses } from '../../witnesses.ts';

/** Reverts that say that somebody else's batch was first. */
const lost = new Set(['StaleParent', 'DepositsOutOfOrder']);

/**
 * Where submissions lost their race for the root, what they held was not dropped with them: every acknowledged operation is in a batch on the
 * chain or rejected, and nothing that any instance calls EXECUTED is in none (a loser that takes its own lost batch for accepted).
 * Convicts RM-10, RM-11.
 */
const guarantee: Guarantee = {
  id: 'lost-race-drops-nothing',
  title: 'A lost race drops nothing',
  text: 'When a submission is refused because another batch was first, its operations are checked again on the new root and submitted again: each ends in a batch on the chain, or rejected.',
  source: { document: 'facts/rollup.md', heading: 'Rules in full' },
  rules: ['RG-12'],
  level: 'MUST',
  kind: 'safety',
  system: 'operator',
  needs: [],
  exercisedBy: ['pause-long', 'link-stall', 'rpc-slow', 'kill'],
  check(context) {
    const operations = context.evidence(operationsOf);
    const statuses = context.evidence(statusesOf);
    const view = context.evidence(chainView);
    let races = 0;
    let place = 0;
    return {
      on: {
        reverted(record) {
          if (record.observer !== 'first' || !lost.has(record.error ?? '')) return;
          if (races === 0) place = context.place();
          races += 1;
        },
      },
      finish() {
        const witnesses = new Witnesses(context);
        if (races === 0) return witnesses.finding(0, 'lost races');
        const chain = view.main;
        let checked = 0;
        for (const slot of operations.all()) {
          if (!operations.isAcknowledged(slot)) continue;
          checked += 1;
          if (chain.positionOf(slot) >= 0) continue;
          const told = statuses.readings.filter((reading) => reading.of(slot) !== said.nothing);
          // Nobody could be asked: nothing is known.
          if (told.every((reading) => reading.of(slot) === said.rejected)) continue;
          const executed = told.find((reading) => reading.of(slot) === said.executed);
          witnesses.add(
            () =>
              `${races} submissions lost their race; ${operations.name(slot)} was acknowledged and is in no batch on the chain${executed === undefined ? ', nor rejected' : `, though ${executed.instance} calls it EXECUTED`}.`,
            [operations.acknowledgedPlace[slot] as number, place],
            operations.acknowledged[slot],
          );
        }
        return witnesses.finding(checked, 'acknowledged operations beside lost races', { races });
      },
    };
  },
};
export default guarantee;
