import { expect, test } from 'vitest';
import { at, examine, Story } from '../story.fixture.ts';
import guarantee from './timestamps-ascend.ts';

const story = () => new Story().acknowledged(0, 100).acknowledged(1, 200).acknowledged(2, 300);

test('rising on every stream holds', () => {
  expect(examine(guarantee, story()).verdict).toBe('PASS');
});

test.each([
  ['lower', at(150)],
  ['the same again', at(202)],
])('an event whose time is %s', (_, timestampMicros) => {
  const finding = examine(guarantee, story(), (record, scene) =>
    record.kind === 'event' && record.id === 2 && scene.instance === 'b-1'
      ? { ...record, timestampMicros }
      : record,
  );
  expect(finding.verdict).toBe('FAIL');
});

test('no whole microseconds', () => {
  const finding = examine(guarantee, story(), (record) =>
    record.kind === 'event' && record.id === 2 ? { ...record, timestampMicros: 0.5 } : record,
  );
  expect(finding.verdict).toBe('FAIL');
});

test('another subscription may begin again at an old event', () => {
  const finding = examine(guarantee, story(), (record, scene) =>
    record.kind === 'close' && scene.observer === 'live'
      ? [
          record,
          {
            kind: 'open',
            stream: 500,
            observer: 'live',
            client: 'load',
            site: 'a',
            instance: 'a-1',
            member: 0,
            fromMicros: at(102),
            atMicros: record.atMicros,
          },
        ]
      : record,
  );
  expect(finding.verdict).toBe('PASS');
});
