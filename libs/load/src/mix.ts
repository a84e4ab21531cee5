/**
 * What share of the sends is of which kind (0..1). Everything left is a plain unicast. Shares of kinds whose
 * capability the subject does not claim become plain sends.
 */
export interface Mix {
  /** Several recipients in one envelope. */
  readonly multicast: number;
  /** `["*"]`. */
  readonly broadcast: number;
  /** Several envelopes with different recipients. */
  readonly envelopes: number;
  /** No envelope at all: only the sender's receipt. */
  readonly empty: number;
  /** Sent a second time before expiry, under the same id: legal, may be delivered twice. */
  readonly twice: number;
  /** Max-sequencing-time so near that it is a race. */
  readonly tight: number;
  /** Max-sequencing-time already past: must never appear. */
  readonly past: number;
  /** A recipient that is not registered: ends as an error event. */
  readonly unknownRecipient: number;
  /** A topology timestamp ahead of any sequencing time: ends as an error event. */
  readonly topologyAhead: number;
  /** Endpoints: a node of the member's own site; a node of another site, through the link. The rest goes to gateways. */
  readonly ownSite: number;
  readonly otherSite: number;
}

export const defaultMix: Mix = {
  multicast: 0.15,
  broadcast: 0.1,
  envelopes: 0.1,
  empty: 0.01,
  twice: 0.01,
  tight: 0.01,
  past: 0.005,
  unknownRecipient: 0.005,
  topologyAhead: 0.005,
  ownSite: 0.45,
  otherSite: 0.25,
};
