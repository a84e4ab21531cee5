import fc from 'fast-check';
import { expect, test } from 'vitest';
import { pruneBound, type PruneMember } from './prune-bound.ts';

const member = fc.record({
  enabled: fc.boolean(),
  acknowledgedMicros: fc.option(fc.nat({ max: 1000 })),
  registeredMicros: fc.nat({ max: 1000 }),
});

test('only rises, and a rise never passes an enabled member, the safe watermark or the retention', () => {
  fc.assert(
    fc.property(
      fc.array(member),
      fc.nat({ max: 1000 }),
      fc.nat({ max: 1000 }),
      fc.nat({ max: 1000 }),
      (members: PruneMember[], safe, current, retain) => {
        const bound = pruneBound(members, safe, current, retain);
        expect(bound).toBeGreaterThanOrEqual(current);
        if (bound === current) return;
        expect(bound).toBeLessThanOrEqual(Math.min(safe, retain));
        for (const { enabled, acknowledgedMicros, registeredMicros } of members)
          if (enabled) expect(bound).toBeLessThanOrEqual(acknowledgedMicros ?? registeredMicros);
      },
    ),
  );
});
