import { chainView } from '../../evidence/chain-view.ts';
import type { ChainReading } from '../../evidence/chain-view.ts';
import { hashes as hashesOf } from '../../evidence/hashes.ts';
import { slotsDigest } from '../../evidence/slots-digest.ts';
import type { JudgeContext, Position } from '../../guarantee.ts';
import { grown } from '../../grown.ts';
import { sound, unsound } from '../validity-check.ts';
import type { ValidityCheck } from '../validity-check.ts';

/** What an observer found at the offsets of one partition: a digest each, 0 where nothing. */
interface Partition {
  digests: Int32Array;
  places: Uint32Array;
}

/**
 * Two unrelated clients read topics and chain (HR-07). What cannot change must be the same to both: a record at an offset, a batch at
 * a height. Where it is not, one of them is wrong and no loss may be booked to the subject. What an instance answers can
 * change, and that it must not is a guarantee's affair, not this one's.
 */
export default function operatorObserversAgree(context: JudgeContext): ValidityCheck {
  if (context.system !== 'operator') return { on: {}, finish: () => [] };
  const hashes = context.evidence(hashesOf);
  const view = context.evidence(chainView);
  const partitions = new Map<string, Partition>();
  let disputed: { readonly words: string; readonly positions: readonly Position[] } | undefined;
  let compared = 0;

  const see = (
    record: {
      readonly observer: string;
      readonly topic: string;
      readonly partition: number;
      readonly offset: number;
    },
    digest: number,
  ): void => {
    if (record.observer === 'live' || disputed !== undefined || record.offset < 0) return;
    const key = `${record.topic}|${record.partition}`;
    const known = partitions.get(key) ?? { digests: new Int32Array(64), places: new Uint32Array(64) };
    partitions.set(key, known);
    const { offset } = record;
    if (offset >= known.digests.length) {
      known.digests = grown(known.digests, offset);
      known.places = grown(known.places, offset);
    }
    const value = digest === 0 ? 1 : digest;
    if (known.digests[offset] === 0) {
      known.digests[offset] = value;
      known.places[offset] = context.place();
      return;
    }
    compared += 1;
    if (known.digests[offset] === value) return;
    disputed = {
      words: `Observers disagree about ${record.topic}, partition ${record.partition}: at offset ${offset} they read different records.`,
      positions: [context.positionOf(known.places[offset] as number), context.position()],
    };
  };

  return {
    on: {
      pending: (record) => see(record, hashes.slot(record.hash) + 1),
      invalid: (record) => see(record, hashes.slot(record.hash) + 1),
      update: (record) =>
        see(
          record,
          slotsDigest(record.hashes.length, (at) => hashes.slot(record.hashes[at] as string)) ^
            (record.height * 2 + (record.event === 'submitted' ? 1 : 0)),
        ),
    },
    finish() {
      const chain = disputedBatch(view.readings);
      if (disputed !== undefined) return [unsound('observers', disputed.words, disputed.positions)];
      if (chain !== undefined)
        return [
          unsound(
            'observers',
            `Observers disagree about the chain: batch ${chain.height} is not the same to both.`,
            chain.places.map((place) => context.positionOf(place)),
          ),
        ];
      return [
        sound(
          'observers',
          `Both observers say the same (${compared} records in topics, ${view.main.batches.length} batches).`,
        ),
      ];
    },
  };
}

function disputedBatch(
  readings: readonly ChainReading[],
): { readonly height: number; readonly places: readonly number[] } | undefined {
  const [one, other] = readings;
  if (one === undefined || other === undefined) return undefined;
  const byHeight = new Map(one.batches.map((batch) => [batch.height, batch]));
  for (const batch of other.batches) {
    const same = byHeight.get(batch.height);
    // The later reading may know more; less it must not.
    if (same === undefined) continue;
    if (
      same.newRoot !== batch.newRoot ||
      same.blockHash !== batch.blockHash ||
      same.digest !== batch.digest ||
      same.end - same.first !== batch.end - batch.first
    )
      return { height: batch.height, places: [same.place, batch.place] };
  }
  // Both read at the same time: at the tip either may be behind the other.
  const heights = new Set(other.batches.map(({ height }) => height));
  const tip = Math.max(0, ...heights);
  const missing = one.batches.find(({ height }) => height < tip && !heights.has(height));
  return missing === undefined ? undefined : { height: missing.height, places: [missing.place] };
}
