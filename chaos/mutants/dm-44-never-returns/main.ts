import { startFromCommandLine } from '@plimsoll/gateway/command-line';
import { referenceParts } from '@plimsoll/gateway/parts';

const risen = new Set<string>();
const fallen = new Set<string>();

/** DM-44: a node that was once not ready is never used again. Breaks DG-20. */
await startFromCommandLine({
  ...referenceParts,
  pollNode: async (node, withinMs) => {
    const polled = await referenceParts.pollNode(node, withinMs);
    if (polled === 'ready') risen.add(node.address);
    else if (risen.has(node.address)) fallen.add(node.address);
    return fallen.has(node.address) && polled === 'ready' ? 'unready' : polled;
  },
});
