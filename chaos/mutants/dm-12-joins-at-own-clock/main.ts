import { startFromCommandLine } from '@plimsoll/sequencer/command-line';
import { referenceParts } from '@plimsoll/sequencer/parts';

/** DM-12: joins at now instead of at the maximum of all rows and now. Breaks DG-08. */
await startFromCommandLine({
  ...referenceParts,
  goOnline:
    () =>
    async (connection, { nodeIndex, leaseId }, nowMicros) => {
      await connection.query({
        text: `insert into sequencer.watermarks as w (node_index, watermark_micros, online, lease_id, saved_micros)
        values ($1::int, $2::bigint, true, $3::uuid, sequencer.now_micros())
        on conflict (node_index) do update set watermark_micros = excluded.watermark_micros, online = true,
          lease_id = excluded.lease_id, saved_micros = excluded.saved_micros`,
        values: [nodeIndex, nowMicros, leaseId],
      });
      return nowMicros;
    },
});
