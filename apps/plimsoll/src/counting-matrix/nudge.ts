import { setTimeout as pause } from 'node:timers/promises';
import type { KafkaBroker } from '@plimsoll/testbed/services/kafka/kafka-service';
import { RecordLine } from '@plimsoll/testbed/services/kafka/record-line';

const EVERY_MS = 500;

/**
 * Writes a record to each topic every half second that its leader alone acknowledges, until stopped: so that a follower which
 * is cut off lacks something. No part of what is measured: nobody was promised these.
 */
export function nudge(
  topics: readonly { readonly topic: string; readonly leader: () => KafkaBroker | undefined }[],
): { stop(): Promise<void> } {
  let open = true;
  const nudging = (async () => {
    while (open) {
      await Promise.all(
        topics.map(async ({ topic, leader }) => {
          const to = leader();
          if (to === undefined) return;
          const line = await RecordLine.open(to.probeAddress, topic, EVERY_MS).catch(() => undefined);
          // One that fails is followed by another.
          await line?.write('nudge', 'leader').catch(() => undefined);
          line?.close();
        }),
      );
      await pause(EVERY_MS);
    }
  })();
  return {
    stop: async () => {
      open = false;
      await nudging;
    },
  };
}
