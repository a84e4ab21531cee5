import type { ErrorDescriptor } from '../outcome/outcome.ts';

/**
 * Codes of error *events* (`kind: "error"` on the sender's own stream, `status: "rejected"` in a reply): the
 * request was given a timestamp and ended there, for everybody. Nobody but the sender sees anything of it
 * (facts/domain.md, "Checks at sequencing time"). They never come as an HTTP error, so they carry no status of
 * their own (200). All are definite: a sequenced rejection is final. Expiry is not among them: an expired
 * request ends in silence.
 */
export const sequencerEventErrors = [
  {
    code: 'SEQUENCER_UNKNOWN_RECIPIENTS',
    httpStatus: 200,
    certainty: 'definite',
    title: 'Unknown recipient',
    description: 'A recipient is not registered here. Nobody got anything. Correct the recipients and send.',
  },
  {
    code: 'SEQUENCER_TOPOLOGY_TIMESTAMP_AFTER_SEQUENCING_TIMESTAMP',
    httpStatus: 200,
    certainty: 'definite',
    title: 'Topology timestamp ahead',
    description:
      'The topology timestamp lies above the timestamp that the request was given. Nobody got anything.',
  },
] as const satisfies readonly ErrorDescriptor[];
