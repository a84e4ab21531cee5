import { HistoryWriter } from '@plimsoll/history/writer';
import { expect, test, vi } from 'vitest';
import { HttpCaller } from './http-caller.ts';
import { LiveStream } from './live-stream.ts';
import { recorded } from './recorded.fixture.ts';
import { routesFrom } from './routes.ts';
import { runClock } from './run-clock.ts';
import { SequencerDouble } from './sequencer-double.ts';
import { Sessions } from './sessions.ts';
import { streamsFrom } from './streams.ts';
import { testMember, testPlan } from './test-plan.fixture.ts';

vi.setConfig({ testTimeout: 60_000 });

test('a subscription that is refused leaves a note of the position it asked for, and goes on at the lower bound', async () => {
  const members = [testMember('alice')];
  const double = new SequencerDouble(members);
  await double.start('node-1', 'east', 'node', ['east']);
  double.prune(1000);
  const plan = testPlan(members, double.endpoints);
  const clock = runClock(plan.runStartNanos);
  const writer = new HistoryWriter(plan.historyDirectory, 'load');
  const caller = new HttpCaller(clock, { connections: 4, timeoutMs: 5000 });
  const stream = new LiveStream({
    clock,
    writer,
    client: 'load',
    member: 0,
    memberIndex: new Map([['alice', 0]]),
    site: 'east',
    routes: routesFrom('east', double.endpoints).all,
    sessions: new Sessions(caller, members),
    caller,
    nextStream: streamsFrom('load'),
    silentMs: 5000,
    backoffMaxMs: 50,
    onEvent: () => undefined,
    onProof: () => undefined,
  });
  stream.lastMicros = 5;
  stream.open();
  await vi.waitFor(() => expect(stream.lastMicros).toBe(1000), { timeout: 20_000 });
  stream.close(true);
  caller.close();
  writer.close();
  await double.close();
  const [note] = recorded(plan.historyDirectory, 'load')('note');
  expect(note).toMatchObject({
    about: 'subscribe-failed',
    values: { instance: 'node-1', fromMicros: 5, code: 'EVENTS_UNAVAILABLE' },
  });
});
