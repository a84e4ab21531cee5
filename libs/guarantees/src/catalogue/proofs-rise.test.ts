import { expect, test } from 'vitest';
import { at, examine, Story } from '../story.fixture.ts';
import guarantee from './proofs-rise.ts';

test('rising and repeated proofs hold; other subscriptions may be behind', () => {
  const finding = examine(guarantee, new Story(), (record, scene) =>
    record.kind === 'proof' && scene.instance === 'b-1'
      ? [
          { ...record, upToMicros: record.upToMicros - 50_000 },
          { ...record, upToMicros: record.upToMicros - 50_000 },
        ]
      : record,
  );
  expect(finding.verdict).toBe('PASS');
});

test('a proof below an earlier one of the same subscription', () => {
  const finding = examine(guarantee, new Story(), (record, scene) =>
    record.kind === 'proof' && scene.instance === 'b-1' && record.upToMicros === at(500)
      ? { ...record, upToMicros: at(399) }
      : record,
  );
  expect(finding.verdict).toBe('FAIL');
});
