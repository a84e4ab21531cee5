/**
 * What an operator may claim beyond the core, in its manifest. What is not claimed is not tested, and the report says so
 * (design, "The manifest").
 */
export const operatorCapabilities = {
  'outbound-transfers': 'Withdraws to an address on the chain: pazkp_createOutboundTransfer (JSON-RPC page).',
  deposits: 'Includes deposits made at the contract, in queue order (facts/rollup.md, "Concepts").',
  'pending-topic':
    'Writes each accepted operation to its own Kafka topic first, in the interface format (HA page, Overview).',
  'batch-updates-topic': 'Publishes batches of the contract to the batch-updates topic (HA page, Overview).',
  'invalid-operations-topic': 'Publishes operations that failed on layer 2 (Architecture overview).',
  'active-active':
    'Several instances take writes and submit batches at a time (HA page, High availability modes).',
  'active-passive': 'One instance at a time submits batches (HA page, High availability modes).',
} as const;

export type OperatorCapability = keyof typeof operatorCapabilities;
