import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { startFromCommandLine } from '@plimsoll/sequencer/command-line';
import { referenceParts } from '@plimsoll/sequencer/parts';
import { indexLockClass, onlineIndexesSql } from '@plimsoll/sequencer/writer/lease';
import { restBeforeEvents } from '../rest-before-events.ts';

/** DM-02: a lock that does not exclude; whoever starts at the same time gets the same index. Breaks DG-02. */
await startFromCommandLine({
  ...referenceParts,
  leaseIndex: async (connection, totalNodes) => {
    const rows = await connection.query<{ node_index: number }>({ text: onlineIndexesSql });
    const taken = new Set(rows.map((row) => row.node_index));
    const nodeIndex = Array.from({ length: totalNodes }, (_, index) => index).find(
      (index) => !taken.has(index),
    );
    if (nodeIndex === undefined) return undefined;
    const text = `select pg_try_advisory_lock_shared(${indexLockClass}, $1::int)`;
    await connection.query({ text, values: [nodeIndex] });
    await sleep(500);
    return { nodeIndex, leaseId: randomUUID() };
  },
  writeOrder: () => restBeforeEvents(40),
});
