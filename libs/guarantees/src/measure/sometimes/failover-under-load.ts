import { onAsked, type Asked } from '../../evidence/asked.ts';
import type { Condition } from '../condition.ts';

/** One injection: it bit at some moment between these two, which the harness cannot know closer. */
interface Bite {
  readonly beganMicros: number;
  readonly seenMicros: number;
}

/**
 * Open when the injection began, or open when the bite was seen, or broken off in between, which is as close as the
 * receipts tell. A send that found nobody there says nothing, and one that was answered in between may have been
 * through before. Answers take a few milliseconds: with one moment alone a quick subject is often met between two sends.
 */
function wasInFlight(send: Asked, bite: Bite): boolean {
  const openAt = (micros: number): boolean => send.sentMicros <= micros && send.doneMicros >= micros;
  if (openAt(bite.beganMicros)) return true;
  if (send.outcome === 'fail') return false;
  const between = send.sentMicros >= bite.beganMicros && send.doneMicros <= bite.seenMicros;
  return openAt(bite.seenMicros) || (send.outcome === 'info' && between);
}

const failoverUnderLoad: Condition = {
  id: 'failover-under-load',
  text: 'A fault bit while a send was in flight.',
  watch: () => {
    // In file order, which is the order of time; the runner's file comes before the load's.
    const began = new Map<string, number>();
    const bites: Bite[] = [];
    const hit = new Set<Bite>();
    return {
      on: {
        fault: (record) => {
          const part = `${String(record.trial)} ${record.fault} ${record.target}`;
          if (record.step === 'applied') began.set(part, record.atMicros);
          const beganMicros = began.get(part);
          if (record.step !== 'bit' || beganMicros === undefined) return;
          bites.push({ beganMicros, seenMicros: record.atMicros });
        },
        ...onAsked((record) => {
          if (record.purpose !== 'load') return;
          for (const bite of bites) if (wasInFlight(record, bite)) hit.add(bite);
        }),
      },
      hits: () => hit.size,
    };
  },
};
export default failoverUnderLoad;
