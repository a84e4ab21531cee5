/**
 * What a sequencer may claim in its manifest. What is not claimed is not tested, and the report says so. An endpoint or a
 * field whose capability is not claimed is refused with `UNSUPPORTED`.
 */
export const sequencerCapabilities = {
  'time-proofs': 'The subscription carries lines "nothing more up to T" (DC-37).',
  'await-sequenced': 'A send may wait for its event to be durable and visible (DC-38).',
  acknowledge: 'POST /v1/acknowledge; positions only rise (DC-43).',
  time: 'GET /v1/time returns a time below every later send (facts/domain.md, "Time").',
  pruning:
    'GET /v1/bounds; old events are removed once every enabled member acknowledged them (DC-44, DC-47).',
  'topology-timestamp': 'A topology timestamp ahead of the sequencing time ends as an error event (DC-36).',
  'unknown-recipients': 'An unknown recipient ends as an error event to the sender alone (DC-33).',
  'disabled-members': 'Members marked disabled are refused (DC-42).',
} as const;
export type SequencerCapability = keyof typeof sequencerCapabilities;
