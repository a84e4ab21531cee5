import type { HistoryRecord } from '@plimsoll/history/record';
import { expect, test } from 'vitest';
import type { Guarantee } from './guarantee.ts';
import { openCase } from './open-case.ts';
import { guarantees } from './registry.ts';
import type { StoryOptions } from './story-plan.fixture.ts';
import { Story } from './story.fixture.ts';
import type { RunVerdict } from './verdict.ts';

/** 100 acknowledged sends, one kill, steady state: a run with nothing wrong. */
function told(options: StoryOptions = {}): Story {
  const story = new Story({ endMs: 3000, trials: [{}], ...options }).fault(0, 1500, 1800, ['a-1']);
  for (let id = 0; id < 250; id += 1) story.acknowledged(id, 100 + id * 10);
  return story;
}

function judged(
  story: Story,
  alter?: Parameters<Story['records']>[0],
  catalogue: readonly Guarantee[] = guarantees,
  recordedMore = 0,
): RunVerdict {
  const open = openCase(story.plan, catalogue);
  const records = story.records(alter);
  let file = '';
  let line = 0;
  for (const [each, record] of records) {
    line = each === file ? line + 1 : 1;
    if (each !== file) open.openFile(each);
    file = each;
    open.hear(record, line);
  }
  return open.finish(records.length + recordedMore);
}

const drop =
  (wrong: (record: HistoryRecord) => boolean) =>
  (record: HistoryRecord): HistoryRecord | undefined =>
    wrong(record) ? undefined : record;
const loses = drop((record) => record.kind === 'event' && record.id === 7);
const note = (about: string, values: Record<string, unknown>, client = 'runner'): HistoryRecord => ({
  kind: 'note',
  atMicros: 1,
  client,
  about,
  values,
});
const bad = (verdict: RunVerdict): readonly string[] =>
  verdict.validity.filter(({ ok }) => !ok).map(({ check }) => check);

test('nothing wrong: PASS', () => {
  expect(judged(told())).toMatchObject({ verdict: 'PASS', exitCode: 0 });
});

test('HX-M1: a fault that did not bite makes its trial INVALID, by name', () => {
  const verdict = judged(told(), (record) =>
    record.kind === 'fault' && record.step === 'bit'
      ? { ...record, step: 'not-bit', observation: 'pid 1 still runs' }
      : record,
  );
  expect(verdict).toMatchObject({ verdict: 'INVALID', exitCode: 3 });
  expect(verdict.reason).toMatch(/kill.*no receipt.*pid 1 still runs/);
});

test('HX-M2: what was not healed, and what was left behind', () => {
  const unhealed = judged(
    told(),
    drop((record) => record.kind === 'fault' && record.step === 'healed'),
  );
  expect(bad(unhealed)).toContain('receipts');
  const left = judged(told().tell('runner', 2900, note('leftovers', { found: ['toxic on a-b'] })));
  expect(left.reason).toContain('toxic on a-b');
});

test('HX-M9: a trial that never started is listed and INVALID', () => {
  const verdict = judged(
    told(),
    drop((record) => record.kind === 'fault'),
  );
  expect(verdict.trials).toHaveLength(1);
  expect(bad(verdict)).toContain('receipts');
});

test('a safety witness outranks a missing receipt, not disagreeing observers', () => {
  const unproven = judged(told(), (record) =>
    record.kind === 'fault' && record.step === 'bit' ? undefined : loses(record),
  );
  expect(unproven.verdict).toBe('FAIL');
  const disagreeing = judged(told(), (record, scene) =>
    record.kind === 'event' && record.id === 9 && scene.observer === 'first' && scene.instance === 'a-1'
      ? undefined
      : loses(record),
  );
  expect(disagreeing).toMatchObject({ verdict: 'INVALID' });
  expect(disagreeing.reason).toContain('Observers disagree about a-1');
});

test('HX-M7: an observer that skips a record, or changed content: INVALID and the difference is shown', () => {
  const skipped = judged(told(), (record, scene) =>
    record.kind === 'event' && record.id === 9 && scene.observer === 'second' ? undefined : record,
  );
  expect(skipped.verdict).toBe('INVALID');
  const edited = judged(told(), (record, scene) =>
    record.kind === 'event' && record.id === 9 && scene.observer === 'second' && scene.instance === 'b-1'
      ? { ...record, sender: 2 }
      : record,
  );
  expect(edited.verdict).toBe('INVALID');
  expect(edited.reason).toContain('other content');
});

test('two nodes that differ, both observers agreeing, are the subject´s fork: FAIL', () => {
  const verdict = judged(told(), (record, scene) =>
    record.kind === 'event' && record.id === 9 && scene.observer !== 'live' && scene.instance === 'b-1'
      ? { ...record, sender: 2 }
      : record,
  );
  expect(verdict.verdict).toBe('FAIL');
  expect(bad(verdict)).not.toContain('observers');
});

test('HX-M5: too little offered', () => {
  const weak = told().tell(
    'load',
    2999,
    note('offered', { offered: 500, sent: 250, unsent: 250, total: true }, 'load'),
  );
  expect(bad(judged(weak))).toEqual(['load']);
  const half = judged(
    told(),
    drop((record) => record.kind === 'send' && record.id % 2 === 1),
  );
  expect(bad(half)).toContain('load');
});

test('HX-M8: fewer sends in the history than the generator counted', () => {
  const values = { offered: 300, sent: 300, unsent: 0, total: true };
  expect(judged(told().tell('load', 2999, note('offered', values, 'load'))).reason).toContain(
    'part of it is missing',
  );
});

test('HX-M3: fewer records judged than sealed', () => {
  expect(judged(told(), undefined, guarantees, 5).reason).toMatch(/were judged, but \d+ were sealed/);
});

test('HX-M4: a checker that gives up is INCONCLUSIVE, never a PASS', () => {
  const throwing = guarantees.map((guarantee) =>
    guarantee.id === 'same-history'
      ? { ...guarantee, check: () => ({ on: { event: () => explode() }, finish: () => explode() }) }
      : guarantee,
  );
  const verdict = judged(told(), undefined, throwing);
  expect(verdict).toMatchObject({ verdict: 'INCONCLUSIVE', exitCode: 2 });
  expect(verdict.reason).toContain('out of memory');
});

function explode(): never {
  throw new Error('out of memory');
}

test('HX-M10: a client that books an unknown outcome as definite', () => {
  const verdict = judged(
    told().send(900, 2500, { outcome: 'fail', code: 'TIMEOUT', status: undefined } as never),
  );
  expect(bad(verdict)).toEqual(['classification']);
});

test('a harness that was killed, a bypass, no steady state', () => {
  expect(
    bad(
      judged(
        told(),
        drop((record) => record.kind === 'phase' && record.phase === 'end'),
      ),
    ),
  ).toContain('harness');
  expect(bad(judged(told().tell('runner', 2950, note('bypasses', { seen: ['a-1 to postgres'] }))))).toEqual([
    'bypass',
  ]);
  expect(
    bad(
      judged(
        told(),
        drop((record) => record.kind === 'phase' && record.phase === 'load'),
      ),
    ),
  ).toContain('steady');
});

test('what is exempt, or needs what is not claimed, is not tested, with the reason', () => {
  const verdict = judged(told({ exempt: { 'same-history': 'the original forks' }, capabilities: [] }), loses);
  const finding = (id: string) => verdict.guarantees.find((each) => each.id === id)?.finding;
  expect(finding('same-history')).toMatchObject({ verdict: 'NOT_TESTED' });
  expect(finding('same-history')?.reason).toContain('the original forks');
  expect(finding('no-acknowledged-send-lost')?.reason).toContain('does not claim await-sequenced');
});

test('a fault that must break a guarantee: seen broken it is no failure, unbroken the run is INVALID', () => {
  const rolledBack = () =>
    told({
      trials: [
        {
          fault: 'database-rolled-back',
          mustBreak: ['no-acknowledged-send-lost'],
          mayBreak: ['links-without-gap', 'no-retraction', 'accepted-is-sequenced-without-fault'],
        },
      ],
    });
  const seen = judged(rolledBack(), loses);
  expect(seen.verdict).toBe('PASS');
  const lost = seen.guarantees.find(({ id }) => id === 'no-acknowledged-send-lost');
  expect(lost?.finding.verdict).toBe('NOT_TESTED');
  expect(lost?.finding.reason).toContain('was seen to');
  const unseen = judged(rolledBack());
  expect(unseen).toMatchObject({ verdict: 'INVALID' });
  expect(unseen.reason).toContain('must break no-acknowledged-send-lost');
});

test('a required condition that was not met is INCONCLUSIVE', () => {
  const story = told();
  const plan = { ...story.plan, scenario: { ...story.plan.scenario, required: ['no-such-condition'] } };
  Object.assign(story, { plan });
  expect(judged(story)).toMatchObject({ verdict: 'INCONCLUSIVE' });
});

test('one observer that did not come to the end: its evidence is missing', () => {
  const verdict = judged(told(), (record, scene) =>
    record.kind === 'close' && scene.observer === 'first' && scene.instance === 'a-1'
      ? { ...record, complete: false }
      : record,
  );
  expect(bad(verdict)).toContain('final-reads');
});
