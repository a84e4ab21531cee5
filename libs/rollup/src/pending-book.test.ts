import fc from 'fast-check';
import type { Hex, Operation } from '@plimsoll/interface/operator/operation';
import { expect, test } from 'vitest';
import { nonceOf, PendingBook, type BookEntry } from './pending-book.ts';
import { hashOf } from './wishes.fixture.ts';

const entry = (hash: number, from: number, nonce: number): BookEntry => ({
  hash: hashOf(hash),
  operation: { kind: 'outbound', from, address: '0x', tokenId: 0, amount: 1n, nonce } as Operation,
});
const signer = ({ operation }: BookEntry): number => (operation.kind === 'outbound' ? operation.from : -1);

test('the book holds what a plain list holds, each account in order of nonce and of arrival', () => {
  const change = fc.record({
    kind: fc.constantFrom('add', 'add', 'add', 'delete'),
    hash: fc.nat(40),
    from: fc.nat(3),
    nonce: fc.nat(6),
  });
  fc.assert(
    fc.property(fc.array(change, { maxLength: 80 }), fc.integer({ min: 1, max: 4 }), (changes, share) => {
      const book = new PendingBook<BookEntry>(1000);
      let list: BookEntry[] = [];
      for (const { kind, hash, from, nonce } of changes) {
        const known = list.some((each) => each.hash === hashOf(hash));
        if (kind === 'add') {
          const added = entry(hash, from, nonce);
          expect(book.add(added, 'owed')).toBe(known ? 'known' : 'added');
          if (!known) list.push(added);
        } else {
          expect(book.delete(hashOf(hash))).toBe(known);
          list = list.filter((each) => each.hash !== hashOf(hash));
        }
      }
      const turns = [...book.inTurn(undefined, share)];
      expect(turns.map(({ hash }) => hash).toSorted()).toEqual(list.map(({ hash }) => hash).toSorted());
      expect([...book.entries()]).toEqual(list);
      expect(book.size).toBe(list.length);
      for (const account of [0, 1, 2, 3]) {
        const own = list
          .filter((each) => signer(each) === account)
          .toSorted((a, b) => nonceOf(a.operation) - nonceOf(b.operation));
        expect(turns.filter((each) => signer(each) === account)).toEqual(own);
        expect(book.ofSigner(String(account))).toEqual(own);
      }
    }),
  );
});

test('a busy account lets the others have their turn', () => {
  const book = new PendingBook<BookEntry>(100);
  for (let nonce = 1; nonce <= 10; nonce += 1) book.add(entry(nonce, 0, nonce), 'asked');
  book.add(entry(50, 1, 1), 'asked');
  expect([...book.inTurn(undefined, 3)].findIndex((each) => signer(each) === 1)).toBe(3);
});

test('full is said before anything is accepted, and never to what is owed', () => {
  const book = new PendingBook<BookEntry>(1);
  expect(book.add(entry(1, 0, 1), 'asked')).toBe('added');
  expect(book.add(entry(1, 0, 1), 'asked')).toBe('known');
  expect(book.add(entry(2, 0, 2), 'asked')).toBe('full');
  expect(book.has(hashOf(2))).toBe(false);
  expect(book.add(entry(2, 0, 2), 'owed')).toBe('added');
});

test('what is skipped does not use up its account’s share', () => {
  const book = new PendingBook<BookEntry>(100);
  for (let nonce = 1; nonce <= 6; nonce += 1) book.add(entry(nonce, 0, nonce), 'asked');
  const skipped = new Set<Hex>([hashOf(1), hashOf(2)]);
  expect(
    [...book.inTurn(({ hash }) => skipped.has(hash), 2)].map(({ operation }) => nonceOf(operation)),
  ).toEqual([3, 4, 5, 6]);
});
