import { expect, test } from 'vitest';
import { redact, redactText } from './redact.ts';

test('values under names that sound secret go, public keys stay', () => {
  expect(
    redact({
      password: 'x',
      nested: [{ apiKey: 'y', publicKey: 'p', PGPASSWORD: 'z', port: 5432 }],
      none: null,
    }),
  ).toEqual({
    password: '[removed]',
    nested: [{ apiKey: '[removed]', publicKey: 'p', PGPASSWORD: '[removed]', port: 5432 }],
    none: null,
  });
});

test('credentials in URLs, bearer tokens and PEM blocks go from texts', () => {
  expect(redactText('at postgres://me:pw@127.0.0.1:1/db, http://127.0.0.1:8/x')).toBe(
    'at postgres://[removed]@127.0.0.1:1/db, http://127.0.0.1:8/x',
  );
  expect(redactText('Bearer abcdefgh.ij')).toBe('Bearer [removed]');
  expect(redactText('-----BEGIN PRIVATE KEY-----\nAAA\n-----END PRIVATE KEY-----\nrest')).toBe(
    '[removed]\nrest',
  );
});
