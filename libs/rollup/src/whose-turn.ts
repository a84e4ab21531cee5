/** How the instances of an operator share the work of submitting (HA page, "High availability modes"). */
export type Mode = 'active-active' | 'active-passive';

/** What an instance knows when it asks whether it may submit. */
export interface TurnQuestion {
  readonly mode: Mode;
  /** Chain addresses of the operator's submitters, the same list in the same order in every instance. */
  readonly submitters: readonly string[];
  /** Own address. */
  readonly self: string;
  /** The operator's last accepted batch on the chain as read. */
  readonly last?: { readonly submitter: string; readonly blockNumber: number };
  readonly headNumber: number;
  /** Head when the oldest operation arrived that could be submitted; left out when there is none. */
  readonly workSince?: number;
  /** Blocks without a batch, while there is work, after which the turn passes on. */
  readonly leaseBlocks: number;
  /** A switch-over by command: to take the turn, or to leave it to others. */
  readonly command?: 'take' | 'leave';
}

/** Whether to submit, and why, in words for the log and the status page. */
export interface Turn {
  readonly submit: boolean;
  readonly why: string;
}

/**
 * Whose turn it is, told by the chain alone: who submitted the last accepted batch keeps the turn, and loses it when there has been
 * work for `leaseBlocks` blocks and no batch came. Then the others try one after another, in the order of the list behind the holder, each
 * `leaseBlocks` later than the one before. The first batch that is accepted makes its submitter the holder. The lease is advice: it saves
 * proofs and gas. Two may think that it is theirs (a chain is asynchronous, a frozen process wakes up); the fence
 * is the contract, which takes a batch on the current root only (RG-11, RH-21). No further service, no clock.
 */
export function whoseTurn(question: TurnQuestion): Turn {
  const { mode, submitters, self, last, headNumber, workSince, leaseBlocks, command } = question;
  if (command === 'leave') return { submit: false, why: 'told to leave the turn to others' };
  if (mode === 'active-active') return { submit: true, why: 'every instance submits' };
  if (command === 'take') return { submit: true, why: 'told to take the turn' };
  const start = last === undefined ? 0 : Math.max(0, submitters.indexOf(last.submitter));
  const place = submitters.indexOf(self);
  if (place === -1) return { submit: false, why: 'not among the submitters' };
  const rank = (place - start + submitters.length) % submitters.length;
  if (rank === 0)
    return { submit: true, why: last === undefined ? 'first of the list' : 'submitted the last batch' };
  if (workSince === undefined) return { submit: false, why: 'nothing to submit' };
  const idleBlocks = headNumber - Math.max(workSince, last?.blockNumber ?? 0);
  const due = rank * leaseBlocks;
  return idleBlocks >= due
    ? { submit: true, why: `no batch for ${idleBlocks} blocks` }
    : { submit: false, why: `number ${rank} behind the holder, ${due - idleBlocks} blocks to go` };
}
