import type { Call } from './exchange/call.ts';
import type { Reply } from './exchange/reply.ts';
import type { ConformanceEndpoint } from './target.ts';

/** What a case of any system may use. */
export interface AnyContext {
  /** Where a case of scope `each` is run; the first node for one of scope `system`. */
  readonly endpoint: ConformanceEndpoint;
  /** All nodes and gateways. */
  readonly endpoints: readonly ConformanceEndpoint[];
  claims(capability: string): boolean;
  /** An HTTP request as it is. */
  call(asked: Call, endpoint?: ConformanceEndpoint): Promise<Reply>;
  /** The case is over. */
  finish(): void;
}

/** What a target of any system tells. */
export interface AnyTarget {
  readonly nodes: readonly ConformanceEndpoint[];
  readonly gateways: readonly ConformanceEndpoint[];
  readonly capabilities: readonly string[];
}
