import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { ClientPlan } from './client.ts';
import { readFinal } from './read-final.ts';
import { recorded } from './recorded.fixture.ts';
import { SequencerDouble } from './sequencer-double.ts';
import { startLoad } from './start-load.ts';
import { testMember, testPlan } from './test-plan.fixture.ts';

// Real processes and real time: others may share the machine.
vi.setConfig({ testTimeout: 90_000 });

const members = [testMember('alice'), testMember('bob'), testMember('probe'), testMember('eve', false)];
let double: SequencerDouble;
let plan: ClientPlan;

beforeEach(async () => {
  double = new SequencerDouble(members);
  await double.start('node-1', 'east', 'node', ['east', 'west']);
  await double.start('node-2', 'west', 'node', ['east', 'west']);
  plan = { ...testPlan(members, double.endpoints, { maxSequencingTimeMs: 500 }), finalStuckMs: 4000 };
});
afterEach(() => double.close());

/** A short load and its final barrier. */
async function exercise(): Promise<void> {
  const load = await startLoad(plan);
  load.begin();
  await expect.poll(() => load.status().events, { timeout: 30_000 }).toBeGreaterThan(50);
  await load.stop(3000);
  await load.sentinel(1500);
  await load.close();
}

const both = ['first', 'second'] as const;

test.each(both)(
  'the %s observer reads enabled members on every node up to their sentinel, and reports progress',
  async (observer) => {
    await exercise();
    const progress: number[] = [];
    const { events } = await readFinal(plan, observer, (n) => progress.push(n));
    const of = recorded(plan.historyDirectory, observer);
    expect(of('event')).toHaveLength(events);
    expect(
      of('open')
        .map(({ member, instance }) => `${member} ${instance}`)
        .sort(),
    ).toEqual(['0 node-1', '0 node-2', '1 node-1', '1 node-2']);
    expect(of('close').every(({ complete }) => complete)).toBe(true);
  },
);

test.each(both)(
  'the %s observer says of a stream without sentinel that it is incomplete',
  async (observer) => {
    double.decide = ({ messageId, sender }) => {
      const sentinel = sender === 'bob' && messageId.startsWith('m-') && Number(messageId.slice(2)) > 0;
      return sentinel && stopped ? 'lose' : 'sequence';
    };
    let stopped = false;
    const load = await startLoad(plan);
    load.begin();
    await expect.poll(() => load.status().events, { timeout: 30_000 }).toBeGreaterThan(50);
    await load.stop(3000);
    stopped = true;
    expect(await load.sentinel(1000)).toEqual({ reached: [0], missing: [1] });
    await load.close();
    await readFinal(plan, observer);
    const of = recorded(plan.historyDirectory, observer);
    const complete = (member: number): boolean[] =>
      of('open')
        .filter((open) => open.member === member)
        .map(({ stream }) => of('close').find((close) => close.stream === stream)?.complete ?? false);
    expect(complete(0)).toEqual([true, true]);
    expect(complete(1)).toEqual([false, false]);
  },
);

test.each(both)(
  'the %s observer gives a dead node up in bounded time and reads the other',
  async (observer) => {
    await exercise();
    await double.kill('node-1');
    await readFinal(plan, observer);
    const of = recorded(plan.historyDirectory, observer);
    expect(new Set(of('open').map(({ instance }) => instance))).toEqual(new Set(['node-2']));
    expect(of('close').every(({ complete }) => complete)).toBe(true);
    expect(
      of('note').some(({ about, values }) => about === 'subscribe-failed' && values['instance'] === 'node-1'),
    ).toBe(true);
  },
);

test.each(both)(
  'the %s observer reads on from its last event when a stream breaks, and from the lower bound where the start is pruned',
  async (observer) => {
    await exercise();
    const bound = double.events[Math.floor(double.events.length / 2)]?.timestampMicros as number;
    double.prune(bound);
    double.breakStreamsAfter = 5;
    await readFinal(plan, observer);
    const of = recorded(plan.historyDirectory, observer);
    const alice = of('open').filter(({ member, instance }) => member === 0 && instance === 'node-1');
    expect(alice.length).toBeGreaterThan(2);
    expect(alice[0]?.fromMicros).toBe(bound);
    // What was refused was the beginning; without its position a refusal can be held against nobody.
    const refused = of('note').filter(({ about }) => about === 'subscribe-failed');
    expect(refused.map(({ values }) => values['fromMicros'])).toContain(null);
    alice.slice(1).forEach((open, i) => {
      const before = of('event').filter(({ stream }) => stream === alice[i]?.stream);
      expect(open.fromMicros).toBe(before.at(-1)?.timestampMicros ?? alice[i]?.fromMicros);
    });
    expect(of('close').filter(({ complete }) => complete)).toHaveLength(4);
    const seen = new Set(of('event').map(({ timestampMicros }) => timestampMicros));
    const due = double.events.filter(
      ({ timestampMicros, sender, envelopes }) =>
        timestampMicros >= bound &&
        (sender === 'alice' || sender === 'bob' || envelopes.some(({ recipients }) => recipients.length > 0)),
    );
    expect(due.every(({ timestampMicros }) => seen.has(timestampMicros))).toBe(true);
  },
);
