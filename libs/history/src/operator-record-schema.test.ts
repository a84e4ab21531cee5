import type Type from 'typebox';
import { Check } from 'typebox/value';
import { expect, expectTypeOf, test } from 'vitest';
import type { OperatorHistoryRecord } from './operator-record.ts';
import { operatorRecordSchemas } from './operator-record-schema.ts';

type Schemas = typeof operatorRecordSchemas;
type Kind = OperatorHistoryRecord['kind'];
type Of<K extends Kind> = Extract<OperatorHistoryRecord, { kind: K }>;
type Written<K extends Kind> = Omit<Type.Static<Schemas[K]>, 'crc'>;
/** Arrays without their readonly, for comparison. */
type Plain<T> = T extends readonly (infer Item)[]
  ? Plain<Item>[]
  : T extends object
    ? { -readonly [K in keyof T]: Plain<T[K]> }
    : T;

test('types and schemas of the operator say the same, kind by kind', () => {
  expectTypeOf<keyof Schemas>().toEqualTypeOf<Kind>();
  expectTypeOf<Plain<Written<'operation'>>>().toEqualTypeOf<Plain<Of<'operation'>>>();
  expectTypeOf<Plain<Written<'status'>>>().toEqualTypeOf<Plain<Of<'status'>>>();
  expectTypeOf<Plain<Written<'account'>>>().toEqualTypeOf<Plain<Of<'account'>>>();
  expectTypeOf<Plain<Written<'received'>>>().toEqualTypeOf<Plain<Of<'received'>>>();
  expectTypeOf<Plain<Written<'pending'>>>().toEqualTypeOf<Plain<Of<'pending'>>>();
  expectTypeOf<Plain<Written<'update'>>>().toEqualTypeOf<Plain<Of<'update'>>>();
  expectTypeOf<Plain<Written<'invalid'>>>().toEqualTypeOf<Plain<Of<'invalid'>>>();
  expectTypeOf<Plain<Written<'topic'>>>().toEqualTypeOf<Plain<Of<'topic'>>>();
  expectTypeOf<Plain<Written<'batch'>>>().toEqualTypeOf<Plain<Of<'batch'>>>();
  expectTypeOf<Plain<Written<'reverted'>>>().toEqualTypeOf<Plain<Of<'reverted'>>>();
  expectTypeOf<Plain<Written<'deposit'>>>().toEqualTypeOf<Plain<Of<'deposit'>>>();
  expectTypeOf<Plain<Written<'withdrawal'>>>().toEqualTypeOf<Plain<Of<'withdrawal'>>>();
  expectTypeOf<Plain<Written<'block'>>>().toEqualTypeOf<Plain<Of<'block'>>>();
});

test('a batch with its operations fits, and one with a number for an amount does not', () => {
  const batch: Of<'batch'> = {
    kind: 'batch',
    observer: 'first',
    atMicros: 1,
    height: 1,
    parentRoot: '0x00',
    newRoot: '0x01',
    operatorId: 1,
    submitter: '0x02',
    depositsFrom: 0,
    depositsTo: 0,
    operations: [
      {
        method: 'create-order',
        hash: '0x03',
        account: 1,
        counterpart: 2,
        tokenId: 0,
        amount: '18446744073709551615',
        nonce: 1,
        index: 65_536,
      },
    ],
    blockNumber: 3,
    blockHash: '0x04',
    transactionHash: '0x05',
    gasUsed: 100_000,
  };
  expect(Check(operatorRecordSchemas.batch, { ...batch, crc: '0123abcd' })).toBe(true);
  const [operation] = batch.operations;
  expect(Check(operatorRecordSchemas.batch, { ...batch, operations: [{ ...operation, amount: 5 }] })).toBe(
    false,
  );
});
