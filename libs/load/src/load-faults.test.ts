import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { SendRecord } from '@plimsoll/history/record';
import { readHistory } from '@plimsoll/history/reader';
import { recorded } from './recorded.fixture.ts';
import { SequencerDouble } from './sequencer-double.ts';
import { startLoad } from './start-load.ts';
import { testMember, testPlan } from './test-plan.fixture.ts';

// Real processes and real time: others may share the machine.
vi.setConfig({ testTimeout: 90_000 });

const members = ['alice', 'bob', 'carol'].map((name) => testMember(name));
let double: SequencerDouble;

beforeEach(async () => {
  double = new SequencerDouble(members);
  await double.start('node-1', 'east', 'node', ['east', 'west']);
  await double.start('node-2', 'west', 'node', ['east', 'west']);
});
afterEach(() => double.close());

const byId = (sends: readonly SendRecord[]): SendRecord[][] => {
  const ids = new Map<number, SendRecord[]>();
  for (const send of sends) ids.set(send.id, [...(ids.get(send.id) ?? []), send]);
  return [...ids.values()].map((attempts) => attempts.sort((a, b) => a.attempt - b.attempt));
};

test('lost, hanging and cut sends are repeated under their id, and only after observed expiry', async () => {
  let n = 0;
  double.decide = ({ messageId }) => {
    n += 1;
    if (!messageId.startsWith('m-')) return 'sequence';
    return n % 10 === 0 ? 'lose' : n % 10 === 1 ? 'reset' : n % 50 === 2 ? 'hang' : 'sequence';
  };
  const plan = { ...testPlan(members, double.endpoints, { maxSequencingTimeMs: 400 }), mix: { tight: 0.1 } };
  const load = await startLoad(plan);
  load.begin();
  await expect.poll(() => load.status().offered, { timeout: 30_000 }).toBeGreaterThan(400);
  double.decide = () => 'sequence';
  await load.stop(10_000);
  expect(await load.sentinel(5000)).toMatchObject({ missing: [] });
  await load.close();

  const sends = recorded(plan.historyDirectory, 'load')('send').filter(({ purpose }) => purpose !== 'poke');
  let retries = 0;
  for (const attempts of byId(sends)) {
    expect(attempts.map(({ attempt }) => attempt)).toEqual(attempts.map((_, i) => i + 1));
    attempts.forEach((attempt, i) => {
      const open = attempts.slice(0, i).filter(({ outcome }) => outcome !== 'fail');
      if (open.length === 0 || attempt.observedMicros === undefined) return;
      retries += 1;
      expect(attempt.observedMicros).toBeGreaterThanOrEqual(
        Math.max(...open.map(({ maxSequencingTimeMicros }) => maxSequencingTimeMicros)),
      );
      expect(attempt.observedOn).toBeGreaterThan(0);
      expect(attempt.envelopes).toEqual(attempts[0]?.envelopes);
    });
    // Without an observation there is at most the one deliberate second send, and no third attempt after it.
    const early = attempts.filter(
      ({ observedMicros }, i) => i > 0 && observedMicros === undefined && attempts[i - 1]?.outcome !== 'fail',
    );
    expect(early.length).toBeLessThanOrEqual(1);
    if (early.length > 0) expect(attempts).toHaveLength(2);
  }
  expect(retries).toBeGreaterThan(30);
  // The rule kept, no id has two events, but for those sent twice on purpose.
  const twice = new Set(
    byId(sends).flatMap((a) => (a[1]?.observedMicros === undefined && a[1] ? [a[1].id] : [])),
  );
  const seen = new Map<string, number>();
  for (const { messageId } of double.events) seen.set(messageId, (seen.get(messageId) ?? 0) + 1);
  for (const [messageId, times] of seen) {
    if (!twice.has(Number(messageId.slice(2)))) expect({ messageId, times }).toEqual({ messageId, times: 1 });
  }
});

test('a killed node costs nothing but time: streams resume at their last event elsewhere, refused sends are known not to have happened', async () => {
  const plan = testPlan(members, double.endpoints);
  const load = await startLoad(plan);
  load.begin();
  await expect.poll(() => load.status().events, { timeout: 30_000 }).toBeGreaterThan(200);
  await double.kill('node-1');
  const { fail } = load.status();
  await expect.poll(() => load.status().fail, { timeout: 30_000 }).toBeGreaterThan(fail + 20);
  await double.restart('node-1');
  const { ok } = load.status();
  await expect.poll(() => load.status().ok, { timeout: 30_000 }).toBeGreaterThan(ok + 200);
  await load.stop(10_000);
  expect(await load.sentinel(5000)).toMatchObject({ missing: [] });
  await load.close();

  const of = recorded(plan.historyDirectory, 'load');
  expect(of('send').some(({ outcome, code }) => outcome === 'fail' && code === 'NOT_SENT')).toBe(true);
  // A send that never left was never sequenced.
  const events = of('event');
  const opens = of('open');
  const resumed = opens.filter(({ fromMicros }) => fromMicros !== null);
  expect(resumed.length).toBeGreaterThan(0);
  for (const member of members.keys()) {
    const mine = opens.filter((open) => open.member === member);
    // Each resumes exactly at the last event that the one before had stored.
    mine.slice(1).forEach((open, i) => {
      const before = events.filter(({ stream }) =>
        mine.slice(0, i + 1).some((each) => each.stream === stream),
      );
      expect(open.fromMicros).toBe(before.at(-1)?.timestampMicros ?? null);
      expect(open.instance).not.toBe(mine[i]?.instance);
    });
    // Nothing is missing over the breaks: the member's events are the double's.
    const seen = new Set(
      events
        .filter(({ stream }) => mine.some((each) => each.stream === stream))
        .map(({ timestampMicros }) => timestampMicros),
    );
    const name = members[member]?.name as string;
    const due = double.events.filter(
      ({ sender, envelopes }) =>
        sender === name ||
        envelopes.some(({ recipients }) => recipients.some((to) => to === '*' || to === name)),
    );
    expect(due.filter(({ timestampMicros }) => !seen.has(timestampMicros))).toEqual([]);
  }
});

test('a load process killed in the middle is a failure of the harness, and what it had recorded can be read (HX-M8)', async () => {
  const plan = testPlan(members, double.endpoints);
  const load = await startLoad(plan);
  load.begin();
  await expect.poll(() => load.status().ok, { timeout: 30_000 }).toBeGreaterThan(200);
  const { ok, fail, info } = load.status();
  process.kill(load.pid as number, 'SIGKILL');
  expect((await load.failed).message).toMatch(/main-load\.ts ended early \(signal SIGKILL\)/);
  await expect(load.stop(1000)).rejects.toThrow(/gone|ended early/);
  await load.close();
  let sends = 0;
  readHistory(join(plan.historyDirectory, 'load.ndjson'), ({ kind }) => (sends += kind === 'send' ? 1 : 0));
  // The generator's own count against the reader's: at most the last buffer (100 ms of it) is lost.
  expect(sends).toBeGreaterThan(ok + fail + info - plan.load.ratePerSecond);
});

test('a harness killed with SIGKILL leaves no load process', async () => {
  const plan = testPlan(members, double.endpoints);
  const parent = spawn(
    process.execPath,
    [join(import.meta.dirname, 'orphan.fixture.ts'), JSON.stringify(plan)],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  const pid = await new Promise<number>((resolve) =>
    parent.stdout.once('data', (text: Buffer) => resolve(Number(text.toString()))),
  );
  expect(existsSync(`/proc/${pid}`)).toBe(true);
  parent.kill('SIGKILL');
  await expect.poll(() => existsSync(`/proc/${pid}`), { timeout: 5000 }).toBe(false);
});

test('an output folder that cannot be written is said in words', async () => {
  const plan = { ...testPlan(members, double.endpoints), historyDirectory: '/nonexistent/history' };
  await expect(startLoad(plan)).rejects.toThrow(/cannot be created[\s\S]*no such file/);
});

test('a disk that fills up ends the load with words, and nothing goes on in silence', async () => {
  const plan = testPlan(members, double.endpoints);
  const load = await startLoad(plan);
  load.begin();
  await expect.poll(() => load.status().ok, { timeout: 30_000 }).toBeGreaterThan(20);
  // A bound on the file's size stands for the full disk: the next write fails.
  const limit = spawn('prlimit', ['--pid', String(load.pid), '--fsize=1000:1000']);
  await new Promise((resolve) => limit.once('exit', resolve));
  expect((await load.failed).message).toMatch(/cannot be written any further/);
  await load.close();
});
