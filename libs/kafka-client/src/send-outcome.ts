/** A record to be written. */
export interface OutRecord {
  readonly key: string;
  readonly value: Buffer | string;
}

/**
 * How a send ended. `ok`: enough replicas have it (acks -1). `fail`: it is certainly not in the topic and will never be.
 * `info`: it may be, or may yet (RG-17 of facts/rollup.md); send it again only if doing it twice does no harm.
 */
export type SendOutcome =
  | { readonly outcome: 'ok'; readonly partition: number; readonly offset: bigint }
  | { readonly outcome: 'fail'; readonly code: SendFailure; readonly message: string }
  | { readonly outcome: 'info'; readonly message: string };

/**
 * Why a record was certainly not written. NOT_ENOUGH_REPLICAS, REFUSED: the leader said so before it appended.
 * QUEUE_FULL, UNSENT, CLOSED: it never left; too many waited, no leader was reached in time, the producer was closed.
 */
export type SendFailure = 'NOT_ENOUGH_REPLICAS' | 'REFUSED' | 'QUEUE_FULL' | 'UNSENT' | 'CLOSED';
