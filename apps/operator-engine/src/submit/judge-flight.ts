/** What is known of a batch that was sent. */
export interface FlightFacts {
  /** The engine's view of the chain has the batch: same parent, same new root. */
  readonly accepted: boolean;
  /** The tip of the view is still the batch's parent. */
  readonly parentIsTip: boolean;
  /** The transaction or one that it replaced was mined and reverted, in a block that the view has passed. */
  readonly reverted: boolean;
  /** A node has the transaction, mined or in its pool. */
  readonly known: boolean;
  /** Blocks mined since it was last sent. */
  readonly blocksWaited: number;
}

/**
 * What to do about a sent batch: it is accepted, lost to another batch on the same parent, refused for another reason,
 * to be sent again as it is because no node has it (RH-26), to be offered a higher fee, or waited for.
 */
export type FlightVerdict = 'accepted' | 'lost' | 'refused' | 'resend' | 'outbid' | 'wait';

/** Blocks that pass over a transaction before it is offered a higher fee. */
export const patienceBlocks = 3;

/**
 * The chain's events decide, receipts only explain: a batch whose answer was lost is accepted all the same (RG-12), and
 * a transaction is not given up while its batch can still win.
 */
export function judgeFlight(facts: FlightFacts): FlightVerdict {
  if (facts.accepted) return 'accepted';
  if (!facts.parentIsTip) return 'lost';
  if (facts.reverted) return 'refused';
  if (!facts.known) return 'resend';
  return facts.blocksWaited >= patienceBlocks ? 'outbid' : 'wait';
}
