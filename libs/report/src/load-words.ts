import type { RunVerdict } from '@plimsoll/guarantees/verdict';

/** What a system's clients ask for, in the words of its interface. */
export interface LoadWords {
  /** One and several of them: `send`, `sends`. */
  readonly one: string;
  readonly many: string;
  /** Column of the load table beside the outcomes, and its number for a run. */
  readonly read: { readonly name: string; readonly of: (run: RunVerdict) => number };
  /** Guarantee that counts what was acknowledged and is missing in the end. */
  readonly lossGuarantee: string;
  /** What its number of violations counts. */
  readonly lossCounted: string;
}

const ofSends: LoadWords = {
  one: 'send',
  many: 'sends',
  read: { name: 'events read', of: (run) => run.load.events },
  lossGuarantee: 'no-acknowledged-send-lost',
  lossCounted: 'per member',
};

const ofOperations: LoadWords = {
  one: 'operation',
  many: 'operations',
  read: { name: 'on the chain', of: (run) => run.chain?.operations ?? 0 },
  lossGuarantee: 'accepted-operations-end',
  lossCounted: 'lost or without an end',
};

/** The words for these runs: an operator's have a chain, a sequencer's have none. All runs of a report are of one subject. */
export function loadWords(runs: readonly Pick<RunVerdict, 'chain'>[]): LoadWords {
  return runs.some((run) => run.chain !== undefined) ? ofOperations : ofSends;
}
