import fc from 'fast-check';
import { expect, test } from 'vitest';
import { RetryBook } from './retry-book.ts';

test('a send that may have happened is repeated only once its own member observed its expiry', () => {
  const book = new RetryBook<string>(4);
  expect(book.sent(7, 0, 'x')).toBe(1);
  expect(book.ended(7, 'open', 100)).toBeUndefined();
  expect(book.observed(0, 99)).toEqual([]);
  // Another member's observation is no evidence.
  expect(book.observed(1, 500)).toEqual([]);
  // Equality suffices.
  expect(book.observed(0, 100)).toEqual([{ id: 7, send: 'x', attempt: 2, observedMicros: 100 }]);
  expect(book.observed(0, 101)).toEqual([]);
});

test('a receipt ends it, also while an attempt is in flight', () => {
  const book = new RetryBook<string>(4);
  book.sent(1, 0, 'x');
  book.ended(1, 'open', 100);
  book.receipt(1);
  expect(book.observed(0, 200)).toEqual([]);
  book.sent(2, 0, 'y');
  book.receipt(2);
  expect(book.ended(2, 'open', 100)).toBeUndefined();
  expect(book.size).toBe(0);
});

test('expiry observed while the attempt was still in flight allows the retry when it ends', () => {
  const book = new RetryBook<string>(4);
  book.sent(1, 0, 'x');
  expect(book.observed(0, 300)).toEqual([]);
  expect(book.ended(1, 'open', 200)).toMatchObject({ id: 1, attempt: 2, observedMicros: 300 });
});

test('a definite failure may be repeated at once, but not past an earlier attempt that may have happened', () => {
  const book = new RetryBook<string>(4);
  book.sent(1, 0, 'x');
  expect(book.ended(1, 'failed', 100)).toEqual({ id: 1, send: 'x', attempt: 2, observedMicros: undefined });
  book.sent(1, 0, 'x');
  expect(book.ended(1, 'open', 200)).toBeUndefined();
  expect(book.observed(0, 250)).toMatchObject([{ attempt: 3, observedMicros: 250 }]);
  book.sent(1, 0, 'x');
  // Attempt 2 is observed dead, attempt 3 certainly did not happen: free again, and the observation is stated.
  expect(book.ended(1, 'failed', 400)).toMatchObject({ attempt: 4, observedMicros: 250 });
});

test('attempts are bounded', () => {
  const book = new RetryBook<string>(2);
  book.sent(1, 0, 'x');
  expect(book.ended(1, 'failed', 10)).toBeDefined();
  book.sent(1, 0, 'x');
  expect(book.ended(1, 'failed', 20)).toBeUndefined();
  expect(book.size).toBe(0);
});

type Step =
  | { readonly do: 'observe'; readonly member: number; readonly by: number }
  | { readonly do: 'end'; readonly pick: number; readonly how: 'done' | 'failed' | 'open' }
  | { readonly do: 'send'; readonly member: number; readonly windowed: number }
  | { readonly do: 'receipt'; readonly pick: number };

const steps = fc.array(
  fc.oneof(
    fc.record({ do: fc.constant('observe' as const), member: fc.nat(2), by: fc.nat(40) }),
    fc.record({
      do: fc.constant('end' as const),
      pick: fc.nat(),
      how: fc.constantFrom('done' as const, 'failed' as const, 'open' as const),
    }),
    fc.record({ do: fc.constant('send' as const), member: fc.nat(2), windowed: fc.nat(60) }),
    fc.record({ do: fc.constant('receipt' as const), pick: fc.nat() }),
  ),
  { maxLength: 80 },
);

test('whatever happens, no retry is allowed before the rule allows it, and none that it allows is forgotten', () => {
  fc.assert(
    fc.property(steps, (program: Step[]) => {
      const book = new RetryBook<number>(1000);
      const observed = [0, 0, 0];
      // The slow, obvious model: every attempt of every id.
      const ids: { member: number; attempts: { max: number; end: string | undefined }[]; over: boolean }[] =
        [];
      const allowed = (id: number): boolean => {
        const { member, attempts, over } = ids[id] as (typeof ids)[number];
        return (
          !over &&
          attempts.every(
            ({ max, end }) => end === 'failed' || (end === 'open' && max <= (observed[member] as number)),
          )
        );
      };
      const attempt = (id: number, windowed: number): void => {
        const { member, attempts } = ids[id] as (typeof ids)[number];
        book.sent(id, member, id);
        attempts.push({ max: (observed[member] as number) + windowed, end: undefined });
      };
      const follow = (retries: readonly { readonly id: number; readonly attempt: number }[]): void => {
        for (const retry of retries) {
          expect(allowed(retry.id)).toBe(true);
          expect(retry.attempt).toBe((ids[retry.id]?.attempts.length ?? 0) + 1);
          attempt(retry.id, 10);
        }
        // Nobody that may be sent again is left lying.
        ids.forEach((_, id) => expect(allowed(id)).toBe(false));
      };
      for (const step of program) {
        if (step.do === 'send') {
          ids.push({ member: step.member, attempts: [], over: false });
          attempt(ids.length - 1, step.windowed);
        } else if (step.do === 'observe') {
          observed[step.member] = (observed[step.member] as number) + step.by;
          follow(book.observed(step.member, observed[step.member] as number));
        } else if (step.do === 'end') {
          const flying = ids.flatMap(({ attempts }, id) => (attempts.at(-1)?.end === undefined ? [id] : []));
          if (flying.length === 0) continue;
          const id = flying[step.pick % flying.length] as number;
          const entry = ids[id] as (typeof ids)[number];
          const last = entry.attempts.at(-1) as { max: number; end: string | undefined };
          last.end = step.how;
          if (step.how === 'done') entry.over = true;
          const retry = book.ended(id, step.how, last.max);
          follow(retry === undefined ? [] : [retry]);
        } else if (ids.length > 0) {
          const id = step.pick % ids.length;
          (ids[id] as (typeof ids)[number]).over = true;
          book.receipt(id);
        }
      }
    }),
    { numRuns: 500 },
  );
});
