import type { Condition } from '../condition.ts';
import { Growable } from '../growable.ts';

const redeemedAcrossFault: Condition = {
  id: 'redeemed-across-fault',
  text: 'An order was redeemed whose redemption had been accepted while a fault was on.',
  system: 'operator',
  watch: () => {
    const applied = new Growable();
    const healed = new Growable();
    const asked = new Set<string>();
    let hits = 0;
    return {
      on: {
        fault: (record) => {
          if (record.step === 'applied') applied.push(record.atMicros);
          if (record.step === 'healed') healed.push(record.atMicros);
        },
        operation: (record) => {
          if (record.method !== 'redeem-order' || record.outcome !== 'ok') return;
          if (applied.firstAtLeast(record.doneMicros + 1) > healed.firstAtLeast(record.doneMicros))
            asked.add(record.hash);
        },
        batch: (record) => {
          if (record.observer !== 'first') return;
          for (const { hash } of record.operations) if (asked.delete(hash)) hits++;
        },
      },
      hits: () => hits,
    };
  },
};
export default redeemedAcrossFault;
