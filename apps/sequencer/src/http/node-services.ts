import type { Tokens } from '../auth/token.ts';
import type { Config } from '../config/config.ts';
import type { Query } from '../database/connection.ts';
import type { Directory } from '../members/directory.ts';
import type { NodeMetrics } from '../metrics/metrics.ts';
import type { SequencerParts } from '../parts.ts';
import type { Feed } from '../reader/feed.ts';
import type { Hub } from '../reader/hub.ts';
import type { Page } from '../reader/page.ts';
import type { Waiters } from '../send/waiters.ts';
import type { Writer } from '../writer/writer.ts';

/** What the routes of a node work with. */
export interface NodeServices {
  readonly config: Config;
  readonly parts: SequencerParts;
  readonly metrics: NodeMetrics;
  readonly secret: Buffer;
  readonly directory: Directory;
  readonly tokens: Tokens;
  readonly writer: Writer;
  readonly feed: Feed;
  readonly hub: Hub;
  readonly waiters: Waiters;
  /**
   * A statement on a pooled connection that nobody is told the effect of, if it has one.
   *
   * @throws Refusal `SEQUENCER_UNAVAILABLE` if the database does not answer
   */
  readonly ask: <Row = Record<string, unknown>>(query: Query) => Promise<Row[]>;
  /**
   * One whose effect is promised to a client.
   *
   * @throws Refusal `SEQUENCER_UNAVAILABLE` if it certainly had no effect, `INTERNAL` if nobody knows
   */
  readonly change: <Row = Record<string, unknown>>(query: Query) => Promise<Row[]>;
  readonly memberPage: (memberId: number, positionMicros: number) => Promise<Page>;
  readonly nowMicros: () => number;
  /** Monotonic milliseconds since the database last answered the reader. */
  readonly feedAgeMs: () => number;
  readonly incarnation: string;
  readonly failedLoops: readonly string[];
}
