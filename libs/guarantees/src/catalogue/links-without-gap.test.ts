import { expect, test } from 'vitest';
import { at, examine, Story } from '../story.fixture.ts';
import guarantee from './links-without-gap.ts';

const story = () => new Story().acknowledged(0, 100).acknowledged(1, 200).acknowledged(2, 300);

test('each names the one before, the first names none', () => {
  expect(examine(guarantee, story()).verdict).toBe('PASS');
});

test.each([
  ['one that nobody was shown', at(250)],
  ['one further back', at(102)],
  ['none', null],
])('an event that names %s, at all nodes', (_, previousMicros) => {
  const finding = examine(guarantee, story(), (record) =>
    record.kind === 'event' && record.id === 2 ? { ...record, previousMicros } : record,
  );
  expect(finding.verdict).toBe('FAIL');
});

test('a link that starts anew where a process began to deliver (DM-26)', () => {
  const finding = examine(guarantee, story(), (record, scene) =>
    record.kind === 'event' && record.id === 1 && scene.instance === 'b-1' && scene.observer === 'live'
      ? { ...record, previousMicros: null }
      : record,
  );
  expect(finding.verdict).toBe('FAIL');
});

test('two different predecessors on two streams', () => {
  const finding = examine(guarantee, story(), (record, scene) =>
    record.kind === 'event' && record.id === 2 && scene.instance === 'b-1'
      ? { ...record, previousMicros: at(103) }
      : record,
  );
  expect(finding.verdict).toBe('FAIL');
});

test('a predecessor that is pruned may be named or not', () => {
  const pruned = new Story({ capabilities: ['pruning'] }).acknowledged(0, 100).acknowledged(1, 200);
  for (const member of [0, 1, 2])
    pruned.tell('load', 900, {
      kind: 'acknowledge',
      client: 'load',
      site: 'a',
      instance: 'a-1',
      dueMicros: 9e5,
      sentMicros: 9e5,
      doneMicros: 9e5,
      outcome: 'ok',
      member,
      askedMicros: at(150),
      acknowledgedMicros: at(150),
    });
  for (const previousMicros of [null, at(102)]) {
    const finding = examine(guarantee, pruned, (record, scene) => {
      if (record.kind !== 'event' || scene.observer === 'live') return record;
      return record.id === 0 ? undefined : { ...record, previousMicros };
    });
    expect(finding.verdict).toBe('PASS');
  }
});
