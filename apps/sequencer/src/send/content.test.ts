import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodeContent, encodeContent } from './content.ts';

test('what is stored is what was sent', () => {
  const envelope = fc.record({
    recipients: fc.uniqueArray(fc.integer({ min: 1, max: 1e6 }), { minLength: 1 }),
    content: fc.base64String(),
  });
  fc.assert(
    fc.property(fc.array(envelope), (envelopes) => {
      expect(decodeContent(encodeContent(envelopes))).toEqual(envelopes);
    }),
  );
});
