import type { HistoryRecord } from '@plimsoll/history/record';
import { expect, test } from 'vitest';
import { openCase } from '../open-case.ts';
import { OperatorStory, digestOf, hashOf } from '../operator-story.fixture.ts';
import { guarantees } from '../registry.ts';
import type { Scene } from '../story.fixture.ts';
import type { RunVerdict } from '../verdict.ts';

/** A run against an operator with nothing wrong: a hundred orders, half a kill long enough to see. */
function told(): OperatorStory {
  const story = new OperatorStory({ endMs: 3000, trials: [{}] });
  story.common.fault(0, 1500, 1800, ['a-1']);
  story.common.probes('write', 'b-1').probes('read', 'b-1').health('a-1').health('b-1');
  for (let id = 0; id < 250; id += 1) story.operation(id, 100 + id * 10, { amount: '1' });
  for (let batch = 0; batch < 5; batch += 1)
    story.batch(
      600 * (batch + 1),
      Array.from({ length: 50 }, (_, at) => batch * 50 + at),
    );
  return story;
}

function judged(alter?: (record: HistoryRecord, scene: Scene) => HistoryRecord | undefined): RunVerdict {
  const story = told();
  const open = openCase(story.plan, guarantees);
  const records = story.records(alter);
  let file = '';
  let line = 0;
  for (const [each, record] of records) {
    line = each === file ? line + 1 : 1;
    if (each !== file) open.openFile(each);
    file = each;
    open.hear(record, line);
  }
  return open.finish(records.length);
}

const bad = (verdict: RunVerdict): readonly string[] =>
  verdict.validity.filter(({ ok }) => !ok).map(({ check }) => check);

test('nothing wrong: PASS, and the chain is told', () => {
  const verdict = judged();
  expect(verdict.reason).toMatch(/guarantees held/);
  expect(verdict).toMatchObject({ verdict: 'PASS', chain: { batches: 5, operations: 250, executed: 250 } });
  expect(verdict.load).toMatchObject({ sends: 250, ok: 250 });
  expect(verdict.guarantees.some(({ id }) => id === 'same-history')).toBe(false);
});

test('one observer that misses an answer, a topic or the chain', () => {
  const without = (fits: (record: HistoryRecord) => boolean) =>
    bad(judged((record, scene) => (scene.observer === 'second' && fits(record) ? undefined : record)));
  expect(without((record) => record.kind === 'status' && record.hash === hashOf(7))).toContain('final-reads');
  expect(without((record) => record.kind === 'topic')).toContain('final-reads');
  expect(without((record) => record.kind === 'batch')).toContain('final-reads');
});

test('observers that read different things in one place: INVALID, not FAIL', () => {
  const other = (kind: 'pending' | 'update' | 'batch') => {
    const verdict = judged((record, scene) => {
      if (scene.observer !== 'second' || record.kind !== kind) return record;
      if (record.kind === 'pending' && record.offset === 3) return { ...record, hash: hashOf(99) };
      if (record.kind === 'update' && record.offset === 3) return { ...record, height: record.height + 1 };
      if (record.kind === 'batch' && record.height === 3) return { ...record, blockHash: digestOf('other') };
      return record;
    });
    expect(verdict.verdict).toBe('INVALID');
    return bad(verdict);
  };
  expect(other('pending')).toContain('observers');
  expect(other('update')).toContain('observers');
  expect(other('batch')).toContain('observers');
});
