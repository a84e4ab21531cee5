import { payloadMarginMicros } from '@plimsoll/domain/sequencer/judge-send';
import type { PruneMember } from '@plimsoll/domain/sequencer/prune-bound';
import type { Connection } from '../database/connection.ts';
import type { SequencerParts } from '../parts.ts';

/** Rows removed by one statement: small enough not to hold anybody up. */
const chunk = 2000;

const membersSql = `select m.enabled, a.acknowledged_micros as "acknowledgedMicros",
    m.registered_micros as "registeredMicros"
  from sequencer.members m left join sequencer.acknowledgements a using (member_id)`;

const boundsSql = (safe: string): string => `select
    (select ${safe} from sequencer.watermarks m) as safe, sequencer.now_micros() as now,
    (select lower_bound_micros from sequencer.lower_bound) as bound`;

/** What each member's first kept event will name as its predecessor, noted before the rows go. */
const keepLinksSql = (visible: string): string => `with marks as (select * from sequencer.watermarks),
    safe as (select $1::bigint as safe_micros),
    last as (
      select r.member_id, max(e.timestamp_micros) as at
      from safe, sequencer.event_recipients r join sequencer.events e using (timestamp_micros)
        join marks m using (node_index)
      where e.timestamp_micros < $1 and ${visible} group by 1)
  update sequencer.members m set pruned_previous_micros = greatest(m.pruned_previous_micros, last.at)
  from last where last.member_id = m.member_id`;

const removals = (bound: number): string[] => [
  `delete from sequencer.event_recipients where timestamp_micros in (
     select timestamp_micros from sequencer.event_recipients where timestamp_micros < ${bound} limit ${chunk})`,
  `delete from sequencer.events where timestamp_micros in (
     select timestamp_micros from sequencer.events where timestamp_micros < ${bound} limit ${chunk})`,
  `delete from sequencer.payloads where payload_micros in (
     select payload_micros from sequencer.payloads where payload_micros < ${bound - payloadMarginMicros} limit ${chunk})`,
];

/**
 * One round of pruning (DG-15): the lower bound is raised first, so that no reader takes a removed event for one
 * that never was; then the links are noted and the rows removed, payloads later by their margin.
 *
 * @returns events removed
 */
export async function prune(
  connection: Connection,
  parts: Pick<SequencerParts, 'pruneBound' | 'safeWatermarkSql' | 'visibleSql'>,
  retainMs: number,
): Promise<number> {
  const members = await connection.query<PruneMember>({ text: membersSql });
  const [now] = await connection.query<{ safe: number | null; now: number; bound: number }>({
    text: boundsSql(parts.safeWatermarkSql),
  });
  if (!now || now.safe === null) return 0;
  const bound = parts.pruneBound(members, now.safe, now.bound, now.now - retainMs * 1000);
  if (bound > now.bound)
    await connection.query({
      text: 'update sequencer.lower_bound set lower_bound_micros = greatest(lower_bound_micros, $1::bigint)',
      values: [bound],
    });
  await connection.query({ text: keepLinksSql(parts.visibleSql), values: [bound] });
  let events = 0;
  for (const [index, text] of removals(bound).entries()) {
    for (;;) {
      const rows = await connection.query({ text: `${text} returning 1` });
      if (index === 1) events += rows.length;
      if (rows.length < chunk / 2) break;
    }
  }
  await connection.query({
    text: 'delete from sequencer.used_challenges where expires_micros < sequencer.now_micros()',
  });
  return events;
}
