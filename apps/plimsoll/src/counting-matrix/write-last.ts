import { until } from '@plimsoll/runner/until';
import type { KafkaBroker } from '@plimsoll/testbed/services/kafka/kafka-service';
import { RecordLine } from '@plimsoll/testbed/services/kafka/record-line';

const PATIENCE_MS = 30_000;

/** Writes one more record until it is acknowledged: then consumers are given all that the leader holds before it. */
export async function writeLast(
  leader: () => KafkaBroker | undefined,
  topic: string,
  signal: AbortSignal,
): Promise<void> {
  let last: unknown = 'nobody leads';
  const written = await until(
    async () => {
      const to = leader();
      if (to === undefined) return false;
      let line: RecordLine | undefined;
      try {
        line = await RecordLine.open(to.probeAddress, topic, 3_000);
        await line.write('last');
        return true;
      } catch (error) {
        last = error;
        return false;
      } finally {
        line?.close();
      }
    },
    PATIENCE_MS,
    signal,
  );
  if (!written) throw new Error(`no last record of ${topic} within ${PATIENCE_MS} ms`, { cause: last });
}
