import { chainView } from '../../evidence/chain-view.ts';
import { operations as operationsOf } from '../../evidence/operations.ts';
import { said, statuses as statusesOf } from '../../evidence/statuses.ts';
import type { StatusReading } from '../../evidence/statuses.ts';
import type { Guarantee } from '../../guarantee.ts';
import { Witnesses } from '../../witnesses.ts';

/**
 * What an instance finally says of an operation is what the contract's batches say: executed if and only if it is there, in the batch, at
 * the root, with the order index and the account id that it has there; with the content that the client signed. An operation on the
 * chain that is still PENDING is a hang, not a contradiction.
 */
const guarantee: Guarantee = {
  id: 'status-agrees-with-chain',
  title: 'A status agrees with the chain',
  text: 'EXECUTED means that the operation stands in the batch, at the state root and with the numbers that its status names, as its client signed it; what stands in a final batch is unknown nowhere.',
  source: { document: 'facts/rollup.md', heading: 'Rules in full' },
  rules: ['RG-07', 'RG-14'],
  level: 'MUST',
  kind: 'safety',
  system: 'operator',
  needs: [],
  exercisedBy: ['kill', 'chain-reorg', 'link-cut', 'consumer-offsets-lost'],
  check(context) {
    const operations = context.evidence(operationsOf);
    const statuses = context.evidence(statusesOf);
    const view = context.evidence(chainView);
    return {
      on: {},
      finish() {
        const witnesses = new Witnesses(context);
        const chain = view.main;
        let checked = 0;
        for (let slot = 0; slot < statuses.hashes.count; slot += 1) {
          const position = chain.positionOf(slot);
          if (position >= 0 && operations.known(slot)) content(slot, position);
          for (const reading of statuses.readings) {
            const status = reading.of(slot);
            if (status === said.nothing) continue;
            checked += 1;
            const wrong = contradiction(reading, slot, position, status);
            if (wrong === undefined) continue;
            const batch = position < 0 ? undefined : chain.batchAt(position);
            witnesses.add(
              () => `${reading.instance} says of ${operations.name(slot)}: ${wrong}.`,
              [reading.place[slot] as number, ...(batch === undefined ? [] : [batch.place])],
            );
            break;
          }
        }
        return witnesses.finding(checked, 'final answers about operations');

        function contradiction(
          reading: StatusReading,
          slot: number,
          position: number,
          status: number,
        ): string | undefined {
          if (position < 0)
            return status === said.executed ? 'EXECUTED; no batch on the chain holds it' : undefined;
          const batch = chain.batchAt(position);
          if (status === said.unknown) return `it does not know it; batch ${batch.height} holds it`;
          if (status !== said.executed) return undefined;
          const { batchHeight, stateRoot, index, account } = reading.standing(slot);
          if (batchHeight >= 0 && batchHeight !== batch.height)
            return `EXECUTED in batch ${batchHeight}; batch ${batch.height} holds it`;
          if (stateRoot !== '' && stateRoot !== batch.newRoot)
            return `EXECUTED at root ${stateRoot.slice(0, 12)}…; batch ${batch.height} left ${batch.newRoot.slice(0, 12)}…`;
          if (index >= 0 && index !== chain.index[position])
            return `order index ${index}; its place in batch ${batch.height} gives it ${chain.index[position]}`;
          if (account >= 0 && chain.method[position] === 0 && account !== chain.account[position])
            return `account ${account}; batch ${batch.height} created ${chain.account[position]}`;
          return undefined;
        }

        function content(slot: number, position: number): void {
          const method = operations.method[slot];
          const differs =
            chain.method[position] !== method ||
            (method !== 0 &&
              (chain.account[position] !== operations.account[slot] ||
                chain.nonce[position] !== operations.nonce[slot] ||
                chain.token[position] !== operations.token[slot] ||
                chain.amount[position] !== operations.amount[slot] ||
                (method !== 3 && chain.counterpart[position] !== operations.counterpart[slot]) ||
                (method === 2 && chain.index[position] !== operations.index[slot])));
          const to = chain.addresses.get(position)?.toLowerCase();
          if (!differs && to === operations.addresses.get(slot)?.toLowerCase()) return;
          const batch = chain.batchAt(position);
          witnesses.add(
            () =>
              `Batch ${batch.height} holds ${operations.name(slot)} with other content than its client signed: ${chain.amount[position]} of token ${chain.token[position]}, account ${chain.account[position]}, nonce ${chain.nonce[position]}.`,
            [operations.place[slot] as number, batch.place],
          );
        }
      },
    };
  },
};
export default guarantee;
