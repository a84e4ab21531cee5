import { expect, test } from 'vitest';
import { runHtml } from '../html.ts';
import { imaginedRun } from '../imagined-run.fixture.ts';

test('nothing to say of a subject without a chain', () => {
  expect(runHtml(imaginedRun())).not.toContain('id="chain"');
});

test('gas, lost races and what became of operations', () => {
  const run = imaginedRun();
  const html = runHtml({
    ...run,
    chain: {
      batches: 40,
      operations: 1000,
      gasUsed: 9_000_000,
      gasWasted: 1_000_000,
      reverted: 7,
      submitters: { '0xa': 25, '0xb': 15 },
      deposits: 3,
      acknowledged: 1010,
      executed: 1000,
      rejected: { BALANCE_TOO_LOW: 10 },
      acceptedToChain: run.load.latency,
      reorganised: 2,
    },
  });
  expect(html).toContain('id="chain"');
  expect(html).toContain('10.0 %');
  expect(html).toContain('BALANCE_TOO_LOW');
});
