import { setTimeout as sleep } from 'node:timers/promises';
import { startFromCommandLine } from '@plimsoll/sequencer/command-line';
import { referenceParts } from '@plimsoll/sequencer/parts';

/** DM-13: reads the maximum, and joins at it when it is one no more. Breaks DG-08, and with it DG-05. */
await startFromCommandLine({
  ...referenceParts,
  goOnline:
    () =>
    async (connection, { nodeIndex, leaseId }, nowMicros) => {
      const [row] = await connection.query<{ highest: number | null }>({
        text: 'select max(watermark_micros) as highest from sequencer.watermarks',
      });
      const watermarkMicros = Math.max(row?.highest ?? 0, nowMicros);
      await sleep(400);
      await connection.query({
        text: `insert into sequencer.watermarks as w (node_index, watermark_micros, online, lease_id, saved_micros)
        values ($1::int, $2::bigint, true, $3::uuid, sequencer.now_micros())
        on conflict (node_index) do update set watermark_micros = excluded.watermark_micros, online = true,
          lease_id = excluded.lease_id, saved_micros = excluded.saved_micros`,
        values: [nodeIndex, watermarkMicros, leaseId],
      });
      return watermarkMicros;
    },
});
