import { expect, test } from 'vitest';
import { type LaneDoor, type LaneSettings, startLane } from './lane.ts';
import type { OutRecord } from './send-outcome.ts';

const settings: LaneSettings = {
  partition: 0,
  lingerMs: 1,
  deadlineMs: 1000,
  attemptMs: 300,
  probeMs: 20,
  maxBatchRecords: 10,
  maxBatchBytes: 10_000,
  maxPending: 100,
};

/** An error as a broker answers it. */
const answered = (type: string): Error => Object.assign(new Error(type), { type });
const record = (value: string): OutRecord => ({ key: 'k', value });

/** A topic behind doors that do as told; each door counts as one producer. */
function doors(
  script: (door: number, records: readonly OutRecord[]) => Promise<void> | void,
  moved = (): boolean => false,
) {
  const log: string[] = [];
  let made = 0;
  const cut: number[] = [];
  const open = (): Promise<LaneDoor> => {
    made += 1;
    const mine = made;
    return Promise.resolve({
      send: async (records) => {
        await script(mine, records);
        const base = BigInt(log.length);
        log.push(...records.map(({ value }) => String(value)));
        return base;
      },
      leaderMoved: () => Promise.resolve(moved()),
      cut: () => cut.push(mine),
    });
  };
  return { open, log, cut, made: () => made };
}

test('sends what waits in one batch, in order, and says each offset', async () => {
  const sizes: number[] = [];
  const topic = doors((_, records) => void sizes.push(records.length));
  const lane = startLane(settings, topic.open);
  const outcomes = await Promise.all(Array.from({ length: 25 }, (_, n) => lane.send(record(String(n)))));
  expect(sizes).toEqual([10, 10, 5]);
  expect(outcomes.map((each) => each.outcome === 'ok' && Number(each.offset))).toEqual([...Array(25).keys()]);
  expect(topic.log).toEqual(Array.from({ length: 25 }, (_, n) => String(n)));
});

test('a producer is never used again after an error that leaves something unknown (K1)', async () => {
  const topic = doors((door) => {
    if (door === 1) throw new Error('request timed out');
  });
  const lane = startLane(settings, topic.open);
  expect(await lane.send(record('a'))).toMatchObject({ outcome: 'ok' });
  expect(topic.cut).toEqual([1]);
  expect(topic.made()).toBe(2);
});

test('what may have been appended is info at its deadline, also when later answers are definite', async () => {
  const topic = doors((door) => {
    throw door === 1 ? new Error('request timed out') : answered('NOT_ENOUGH_REPLICAS');
  });
  const lane = startLane(settings, topic.open);
  expect(await lane.send(record('a'))).toMatchObject({ outcome: 'info' });
});

test('a refusal before the append is a failure at once, and the producer stays', async () => {
  const topic = doors((_, records) => {
    if (records[0]?.value === 'a') throw answered('NOT_ENOUGH_REPLICAS');
  });
  const lane = startLane(settings, topic.open);
  expect(await lane.send(record('a'))).toMatchObject({ outcome: 'fail', code: 'NOT_ENOUGH_REPLICAS' });
  expect(await lane.send(record('b'))).toMatchObject({ outcome: 'ok' });
  expect(topic.made()).toBe(1);
});

test('after the append, too few replicas is not known to be definite', async () => {
  const topic = doors(() => {
    throw answered('NOT_ENOUGH_REPLICAS_AFTER_APPEND');
  });
  expect(await startLane(settings, topic.open).send(record('a'))).toMatchObject({ outcome: 'info' });
});

test('a silent leader is left as soon as there is another (K4)', async () => {
  let elected = false;
  const topic = doors(
    (door) => {
      elected = true;
      return door === 1 ? new Promise<void>(() => undefined) : undefined;
    },
    () => elected,
  );
  const lane = startLane({ ...settings, attemptMs: 900 }, topic.open);
  const startedAtMs = performance.now();
  expect(await lane.send(record('a'))).toMatchObject({ outcome: 'ok' });
  expect(performance.now() - startedAtMs).toBeLessThan(800);
  expect(topic.cut).toEqual([1]);
});

test('a leader that hangs and stays leader is left after the time for an attempt', async () => {
  const topic = doors((door) => (door === 1 ? new Promise<void>(() => undefined) : undefined));
  const lane = startLane({ ...settings, attemptMs: 100 }, topic.open);
  expect(await lane.send(record('a'))).toMatchObject({ outcome: 'ok' });
  expect(topic.made()).toBe(2);
});

test('what never left is a failure: no leader reached, too many waiting, closed', async () => {
  const nobody = (): Promise<LaneDoor> => Promise.reject(new Error('connection refused'));
  const lane = startLane({ ...settings, deadlineMs: 100, maxPending: 1 }, nobody);
  const first = lane.send(record('a'));
  await new Promise((resolve) => setTimeout(resolve, 20));
  const second = lane.send(record('b'));
  expect(await lane.send(record('c'))).toMatchObject({ outcome: 'fail', code: 'QUEUE_FULL' });
  expect(await first).toMatchObject({ outcome: 'fail', code: 'UNSENT' });
  expect(await second).toMatchObject({ outcome: 'fail', code: 'UNSENT' });
  await lane.close(10);
  expect(await lane.send(record('d'))).toMatchObject({ outcome: 'fail', code: 'CLOSED' });
});
