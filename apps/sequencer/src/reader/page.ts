import type { SequencerParts } from '../parts.ts';

/** An event as readers see it. */
export interface StoredEvent {
  readonly timestampMicros: number;
  readonly kind: 'D' | 'E';
  readonly senderId: number;
  readonly messageId: string;
  readonly errorCode: string | null;
  /** Encoded envelopes; null for errors. */
  readonly content: string | null;
}

/** Events above a position with everything that must come from the same snapshot. */
export interface Page {
  readonly events: readonly StoredEvent[];
  /** Null before any writer was ever online. */
  readonly safeMicros: number | null;
  readonly lowerBoundMicros: number;
  /** Of the feed page: whether the own row is online and still of the own lease. */
  readonly ownRowOnline: boolean | null;
  /** Of a member's page: its last event at or below the position. */
  readonly previousMicros: number | null;
}

type PageSql = Pick<
  SequencerParts,
  'safeWatermarkSql' | 'visibleSql' | 'previousLinkSql' | 'memberEventsSql'
>;

/** Columns of an event `e` with its payload `p`, as a page has them. */
export const eventColumns = 'e.timestamp_micros, e.kind, e.sender_id, e.message_id, e.error_code, p.content';
const head = ({ safeWatermarkSql }: PageSql): string => `with marks as materialized (
    select node_index, watermark_micros, online, lease_id from sequencer.watermarks
  ), safe as (select ${safeWatermarkSql} as safe_micros from marks m)`;
const lowerBound = '(select lower_bound_micros from sequencer.lower_bound)';

/**
 * Everybody's new events, with the safe watermark, in one statement and so from one snapshot (facts/domain.md,
 * DH-3). `$1`: position, exclusive; `$2`: at most so many; `$3`: the own lease.
 */
export function feedPageSql(parts: PageSql): string {
  return `${head(parts)}
    select safe.safe_micros, ${lowerBound}, (select online from marks where lease_id = $3::uuid), null::bigint, e.*
    from safe left join lateral (
      select ${eventColumns} from sequencer.events e join marks m using (node_index)
        left join sequencer.payloads p using (payload_micros)
      where e.timestamp_micros > $1 and ${parts.visibleSql}
      order by e.timestamp_micros limit $2
    ) e on true`;
}

/**
 * A member's visible events: recipients are joined to events *before* the limit, so that rows which join to nothing
 * hide nothing (DG-10; facts/domain.md, DH-2). `$1`: member; `$2`: position, exclusive; `$3`: at most so many.
 */
export function memberEventsSql(visible: string): string {
  return `select ${eventColumns} from sequencer.event_recipients r
    join sequencer.events e using (timestamp_micros) join marks m using (node_index)
    left join sequencer.payloads p using (payload_micros)
  where r.member_id = $1 and r.timestamp_micros > $2 and ${visible}
  order by r.timestamp_micros limit $3`;
}

/**
 * One member's events, with everything else of the same snapshot. Parameters as `memberEventsSql`. The link is worked
 * out once: as an expression beside the events it would be once for each of them.
 */
export function memberPageSql(parts: PageSql): string {
  return `${head(parts)}, link as materialized (
      select ${parts.previousLinkSql(parts.visibleSql)} as previous_micros from safe
    )
    select safe.safe_micros, ${lowerBound}, null::boolean, link.previous_micros, e.*
    from safe cross join link left join lateral (${parts.memberEventsSql(parts.visibleSql)}) e on true`;
}

type Row = readonly [
  safe: number | null,
  lowerBound: number,
  ownRowOnline: boolean | null,
  previous: number | null,
  timestamp: number | null,
  kind: 'D' | 'E',
  sender: number,
  message: string,
  error: string | null,
  content: string | null,
];

/** Rows (`rowMode: 'array'`) of either statement as a page. */
export function toPage(rows: readonly Row[]): Page {
  const events: StoredEvent[] = [];
  for (const [, , , , timestampMicros, kind, senderId, messageId, errorCode, content] of rows)
    if (timestampMicros !== null)
      events.push({ timestampMicros, kind, senderId, messageId, errorCode, content });
  const [safeMicros = null, lowerBoundMicros = 0, ownRowOnline = null, previousMicros = null] = rows[0] ?? [];
  return { events, safeMicros, lowerBoundMicros, ownRowOnline, previousMicros };
}
export type PageRow = Row;
