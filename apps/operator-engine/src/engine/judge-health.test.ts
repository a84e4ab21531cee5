import { expect, test } from 'vitest';
import { judgeHealth, type ProgressFacts } from './judge-health.ts';

const well: ProgressFacts = {
  stopping: false,
  alarm: undefined,
  behindMs: 0,
  chainAnsweredMs: 10,
  headMovedMs: 10,
  proverAnsweredMs: 10,
  unpublishedMs: 0,
  kafkaTrouble: undefined,
  unsubmittedMs: 0,
  trouble: undefined,
};
const bounds = { notReadyAfterMs: 1000, headStillMs: 5000 };

test('making progress is ready; a pause within bounds too', () => {
  expect(judgeHealth(well, bounds)).toEqual([]);
  expect(
    judgeHealth({ ...well, chainAnsweredMs: 1000, unpublishedMs: 900, headMovedMs: 5000 }, bounds),
  ).toEqual([]);
});

test.each([
  [{ stopping: true }, 'stopping'],
  [{ alarm: 'block 3 was final' }, 'alarm: block 3 was final'],
  [{ behindMs: Infinity }, 'catching up'],
  [{ chainAnsweredMs: 1001 }, 'no node of the chain has answered for 1001 ms'],
  [{ headMovedMs: 5001 }, 'the chain has had no block'],
  [{ proverAnsweredMs: Infinity }, 'the prover has not answered yet'],
  [
    { unpublishedMs: 1001, kafkaTrouble: 'no leader' },
    'Kafka has not acknowledged a record for 1001 ms: no leader',
  ],
  [{ unsubmittedMs: 2001 }, 'no batch was accepted'],
  [{ trouble: 'the submitter lacks funds for gas' }, 'lacks funds'],
])('%o is not ready and says why', (change, reason) => {
  const reasons = judgeHealth({ ...well, ...change }, bounds);
  expect(reasons).toHaveLength(1);
  expect(reasons[0]).toContain(reason);
});
