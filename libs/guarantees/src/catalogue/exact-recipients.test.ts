import { expect, test } from 'vitest';
import { examine, Story } from '../story.fixture.ts';
import guarantee from './exact-recipients.ts';

const story = () => new Story().acknowledged(0, 100);

test('the sender and the recipient', () => {
  expect(examine(guarantee, story()).verdict).toBe('PASS');
});

test('somebody else, if only at the end at one node', () => {
  const finding = examine(guarantee, story(), (record, scene) =>
    record.kind === 'open' && scene.member === 2 && scene.observer === 'second'
      ? [
          record,
          {
            kind: 'event',
            stream: record.stream,
            atMicros: record.atMicros,
            timestampMicros: 1_700_000_000_102_000,
            previousMicros: null,
            type: 'deliver',
            id: 0,
            sender: 0,
            receipt: false,
            envelopes: [],
          },
        ]
      : record,
  );
  expect(finding.verdict).toBe('FAIL');
});

test('a disabled member, although addressed', () => {
  const disabled = new Story({ disabled: [1], capabilities: ['disabled-members'] }).acknowledged(0, 100);
  const finding = examine(guarantee, disabled, (record, scene) =>
    scene.observer === 'live' && scene.member === 0 && (record.kind === 'open' || record.kind === 'event')
      ? [record, { ...record, stream: 99, ...(record.kind === 'open' ? { member: 1 } : {}) } as typeof record]
      : record,
  );
  expect(finding.verdict).toBe('FAIL');
});
