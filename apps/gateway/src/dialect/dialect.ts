import type { sequencerErrors } from '@plimsoll/interface/sequencer/errors';

/** What a gateway itself can have to say; named as in the sequencer's error table, put into words by the dialect. */
export type GatewayCode = (typeof sequencerErrors)[number]['code'];

/** What of a gateway depends on the system that it stands before. */
export interface Dialect {
  readonly bodyMaxBytes: number;
  /** Whether a request is one of the interface; health and metrics are the gateway's own. */
  readonly judgePath: (
    path: string,
    method: string | undefined,
  ) => 'forward' | 'NOT_FOUND' | 'METHOD_NOT_ALLOWED';
  /** Passed on as it comes, and never ending by itself. */
  readonly isStream: (path: string) => boolean;
  /** Changes nothing, whatever becomes of it. */
  readonly isRead: (body: Buffer) => boolean;
  /** Doing it twice is the same as doing it once. */
  readonly isRepeatable: (path: string) => boolean;
  /** The code in a node's reply with which another node may be asked; undefined for a reply that stands. */
  readonly refusedAs: (status: number, body: Buffer) => string | undefined;
  /** Whether a node that refuses so may have done it all the same. */
  readonly leavesDoubt: (refusedAs: string) => boolean;
  /**
   * Whether a reply, definite by itself, cannot stand after another node was lost with the same request: that one may have
   * done it (RG-17).
   */
  readonly isDoubtfulAfterLoss: (requestBody: Buffer, status: number, replyBody: Buffer) => boolean;
  /** Status and body of an error of the gateway's own; `requestBody` where there is one that it answers. */
  readonly errorReply: (
    code: GatewayCode,
    message: string | undefined,
    requestBody: Buffer | undefined,
  ) => { readonly status: number; readonly body: string };
}
