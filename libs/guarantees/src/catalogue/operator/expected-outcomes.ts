import { chainView } from '../../evidence/chain-view.ts';
import { operations as operationsOf } from '../../evidence/operations.ts';
import { said, statuses as statusesOf } from '../../evidence/statuses.ts';
import type { Guarantee } from '../../guarantee.ts';
import { Witnesses } from '../../witnesses.ts';

const used = new Set(['NONCE_TOO_LOW', 'REPLACED_BY_OPERATION_WITH_SAME_NONCE']);

/**
 * The load knows ahead what must become of an operation: one that must be rejected is not on the chain; one that must be executed is not
 * rejected, unless one before it in its account never came, or another that the account signed has used its nonce; of rivals for one nonce one is executed, once any of them was accepted and all
 * have ended. Convicts what executes too much, and what rejects to be rid of it.
 */
const guarantee: Guarantee = {
  id: 'expected-outcomes',
  title: 'An operation ends as it must',
  text: 'Operations that must be executed are executed, operations that must be rejected are not, and of several with one nonce exactly one is.',
  source: { document: 'facts/rollup.md', heading: 'Concepts' },
  rules: ['RG-01', 'RG-06', 'RG-08'],
  level: 'MUST',
  kind: 'safety',
  system: 'operator',
  needs: [],
  exercisedBy: ['kill', 'link-cut', 'site-dark', 'chain-reorg', 'pause-long'],
  check(context) {
    const operations = context.evidence(operationsOf);
    const statuses = context.evidence(statusesOf);
    const view = context.evidence(chainView);
    return {
      on: {},
      finish() {
        const witnesses = new Witnesses(context);
        const chain = view.main;
        const lastNonce = new Map<number, number>();
        for (let position = 0; position < chain.count; position += 1)
          if ((chain.nonce[position] as number) >= 0)
            lastNonce.set(chain.account[position] as number, chain.nonce[position] as number);
        const rivals = new Map<
          number,
          { slot: number; open: boolean; executed: boolean; accepted: boolean }
        >();
        let checked = 0;
        for (const slot of operations.all()) {
          const position = chain.positionOf(slot);
          const accepted = operations.isAcknowledged(slot);
          const rejecting = statuses.readings.find((each) => each.of(slot) === said.rejected);
          const group = operations.rivals[slot] as number;
          if (group >= 0) {
            const known = rivals.get(group) ?? { slot, open: false, executed: false, accepted: false };
            known.executed ||= position >= 0;
            known.accepted ||= accepted;
            // One that may still come, or about which nobody knows, leaves it open.
            known.open ||= position < 0 && rejecting === undefined && !operations.isRefused(slot);
            rivals.set(group, known);
          }
          const expected = operations.expected(slot);
          if (expected === 'either') continue;
          checked += 1;
          if (expected === 'rejected' && position >= 0) {
            const batch = chain.batchAt(position);
            witnesses.add(
              () => `${operations.name(slot)} must be rejected; batch ${batch.height} executes it.`,
              [operations.place[slot] as number, batch.place],
            );
          }
          if (expected !== 'executed' || rejecting === undefined || position >= 0) continue;
          const { reason } = rejecting.standing(slot);
          const nonce = operations.nonce[slot] as number;
          const reached = lastNonce.get(operations.account[slot] as number) ?? 0;
          if (reason === 'NONCE_TOO_HIGH' && reached < nonce - 1) continue;
          // An attempt without an answer, given up, may have used the nonce after all: signed by the same client.
          if (used.has(reason) && reached >= nonce) continue;
          witnesses.add(
            () =>
              `${operations.name(slot)} must be executed; ${rejecting.instance} says REJECTED, ${reason}.`,
            [operations.place[slot] as number, rejecting.place[slot] as number],
          );
        }
        for (const [group, { slot, open, executed, accepted }] of rivals) {
          checked += 1;
          if (executed || open || !accepted) continue;
          witnesses.add(
            () =>
              `Of the operations that compete for one nonce (group ${group}; one is ${operations.name(slot)}) none was executed, though one was accepted.`,
            [operations.place[slot] as number],
          );
        }
        return witnesses.finding(checked, 'operations with a known end, and groups of rivals');
      },
    };
  },
};
export default guarantee;
