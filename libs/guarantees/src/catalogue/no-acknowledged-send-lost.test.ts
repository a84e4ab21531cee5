import { expect, test } from 'vitest';
import { at, examine, Story } from '../story.fixture.ts';
import guarantee from './no-acknowledged-send-lost.ts';

const story = () => new Story().acknowledged(0, 100).acknowledged(1, 200).acknowledged(2, 300);

test('acknowledged sends that everybody reads hold', () => {
  expect(examine(guarantee, story())).toMatchObject({ verdict: 'PASS', checked: 3 });
});

test('a send lost although only accepted is no loss', () => {
  const finding = examine(guarantee, story().send(3, 400));
  expect(finding.verdict).toBe('PASS');
});

test('an acknowledged send that nobody can read is lost', () => {
  const finding = examine(guarantee, story(), (record) =>
    record.kind === 'event' && record.id === 1 ? undefined : record,
  );
  expect(finding).toMatchObject({ verdict: 'FAIL', violations: 2 });
  expect(finding.witnesses[0]?.prose).toContain('Message 1 was answered "sequenced');
});

test('one node that lacks it for the recipient is enough', () => {
  const finding = examine(guarantee, story(), (record, scene) =>
    record.kind === 'event' && record.id === 1 && scene.instance === 'b-1' && scene.member === 1
      ? undefined
      : record,
  );
  expect(finding).toMatchObject({ verdict: 'FAIL', violations: 1 });
});

test('its event at another timestamp than answered is a loss too', () => {
  const finding = examine(guarantee, story(), (record) =>
    record.kind === 'send' && record.id === 1 ? { ...record, timestampMicros: at(203) } : record,
  );
  expect(finding.verdict).toBe('FAIL');
});

test('the last one of all, lost, does not hide behind the end of the reading', () => {
  const finding = examine(guarantee, story(), (record) =>
    record.kind === 'event' && record.id === 2 ? undefined : record,
  );
  expect(finding.verdict).toBe('FAIL');
});

test('answered as rejected must stand as an error event', () => {
  const rejected = (type: 'error' | 'deliver') =>
    new Story()
      .send(0, 100, { status: 'rejected', timestampMicros: at(102), outcome: 'fail' })
      .sequenced(0, 102, { type });
  expect(examine(guarantee, rejected('error')).verdict).toBe('PASS');
  expect(examine(guarantee, rejected('deliver')).verdict).toBe('FAIL');
});

/** Two acknowledged sends and more, of which these members have acknowledged everything up to a moment. */
const prunable = (members: readonly number[], upToMs: number) => {
  const told = new Story({ capabilities: ['await-sequenced', 'pruning'] })
    .acknowledged(0, 100)
    .acknowledged(1, 200)
    .acknowledged(2, 300);
  for (const member of members)
    told.tell('load', 900, {
      kind: 'acknowledge',
      client: 'load',
      site: 'a',
      instance: 'a-1',
      dueMicros: 900_000,
      sentMicros: 900_000,
      doneMicros: 901_000,
      outcome: 'ok',
      member,
      askedMicros: at(upToMs),
      acknowledgedMicros: at(upToMs),
    });
  return told;
};

test('what every enabled member acknowledged may be pruned', () => {
  const pruned = (members: readonly number[]) =>
    examine(guarantee, prunable(members, 150), (record, scene) =>
      record.kind === 'event' && record.id === 0 && scene.observer !== 'live' ? undefined : record,
    ).verdict;
  expect(pruned([0, 1, 2])).toBe('PASS');
  expect(pruned([0, 1])).toBe('FAIL');
});

test('what was lost and would have been pruned since is lost all the same', () => {
  const finding = examine(guarantee, prunable([0, 1, 2], 250), (record, scene) =>
    record.kind === 'event' && (record.id === 1 || (record.id === 0 && scene.observer !== 'live'))
      ? undefined
      : record,
  );
  expect(finding).toMatchObject({ verdict: 'FAIL', violations: 2 });
  expect(finding.witnesses[0]?.prose).toContain('straight to');
});
