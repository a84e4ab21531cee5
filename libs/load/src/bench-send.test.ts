import { expect, test, vi } from 'vitest';
import { benchSend } from './bench-send.ts';
import { recorded } from './recorded.fixture.ts';
import { SequencerDouble } from './sequencer-double.ts';
import { testMember, testPlan } from './test-plan.fixture.ts';

vi.setConfig({ testTimeout: 90_000 });

test('every send of the bench is made and recorded, with never more than so many in flight', async () => {
  const members = [testMember('alice'), testMember('bob')];
  const double = new SequencerDouble(members);
  await double.start('node-1', 'east', 'node', ['east']);
  const plan = testPlan(members, double.endpoints);
  const result = await benchSend(plan, { inFlight: 8, sends: 500 });
  await double.close();
  const sends = recorded(plan.historyDirectory, 'load')('send');
  expect(result).toMatchObject({ sends: 500, written: { records: 500 } });
  expect(sends.map(({ id }) => id).sort((a, b) => a - b)).toEqual(Array.from({ length: 500 }, (_, i) => i));
  expect(sends.filter(({ outcome }) => outcome === 'ok')).toHaveLength(result.ok);
  for (const { sentMicros } of sends) {
    const flying = sends.filter((each) => each.sentMicros <= sentMicros && each.doneMicros > sentMicros);
    expect(flying.length).toBeLessThanOrEqual(8);
  }
});
