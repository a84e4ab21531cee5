import fc from 'fast-check';
import { expect, test } from 'vitest';
import { openCase } from './open-case.ts';
import { guarantees } from './registry.ts';
import { smallSynthesis, synthesize } from './synthetic/synthesize.ts';
import type { Synthesis } from './synthetic/synthesize.ts';
import type { RunVerdict } from './verdict.ts';

function judged(synthesis: Synthesis): RunVerdict {
  const synthetic = synthesize(synthesis);
  const open = openCase(synthetic.plan, guarantees);
  let file = '';
  let line = 0;
  let count = 0;
  for (const [each, record] of synthetic.records()) {
    line = each === file ? line + 1 : 1;
    if (each !== file) open.openFile(each);
    file = each;
    count += 1;
    open.hear(record, line);
  }
  return open.finish(count);
}

const syntheses = fc.record({
  seed: fc.string({ minLength: 1, maxLength: 6 }),
  sends: fc.integer({ min: 100, max: 500 }),
  ratePerSecond: fc.constantFrom(25, 50, 100),
  members: fc.integer({ min: 1, max: 5 }),
  nodes: fc.integer({ min: 1, max: 3 }),
  gateways: fc.integer({ min: 0, max: 2 }),
  kills: fc.integer({ min: 0, max: 2 }),
  readersPerNode: fc.integer({ min: 0, max: 3 }),
  oddity: fc.constantFrom(0, 0.5, 1),
  pruned: fc.boolean(),
});

test('no legal history, however odd, breaks any guarantee', () => {
  fc.assert(
    fc.property(syntheses, (synthesis) => {
      const verdict = judged(synthesis);
      const alarms = verdict.guarantees
        .filter(({ finding }) => finding.verdict === 'FAIL' || finding.verdict === 'INCONCLUSIVE')
        .map(({ id, finding }) => `${id}: ${finding.witnesses[0]?.prose ?? finding.reason}`);
      expect(alarms).toEqual([]);
      expect(verdict.validity.filter(({ ok }) => !ok)).toEqual([]);
    }),
    { numRuns: 60 },
  );
}, 120_000);

test('a legal history passes, and most guarantees are tested by it', () => {
  const verdict = judged({ ...smallSynthesis, pruned: true });
  expect(verdict).toMatchObject({ verdict: 'PASS', exitCode: 0 });
  const untested = verdict.guarantees.filter(({ finding }) => finding.verdict === 'NOT_TESTED');
  expect(untested.map(({ id }) => id)).toEqual([
    'clock-fault-spares-others',
    'gateway-avoids-unhealthy',
    'graceful-stop-is-clean',
  ]);
});
