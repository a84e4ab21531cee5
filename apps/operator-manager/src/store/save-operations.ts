import { kindBytes } from '@plimsoll/interface/operator/operation-hash';
import { signerOf, type Hex } from '@plimsoll/interface/operator/operation';
import type { Ask } from '../database/open-database.ts';
import type { KnownOperation } from '../intake/known-operation.ts';

const text = `insert into operation (hash, kind, method, params, signer, nonce, from_id, to_id, token_id, amount, order_index,
  target, accepted_by, accepted_micros)
  select * from unnest($1::bytea[], $2::smallint[], $3::text[], $4::text[], $5::bigint[], $6::bigint[], $7::bigint[],
    $8::bigint[], $9::int[], $10::numeric[], $11::bigint[], $12::bytea[], $13::text[], $14::bigint[])
  on conflict (hash) do nothing`;

/** Saves operations in one statement, which is one transaction. Those that are there stay as they are (RG-03). */
export async function saveOperations(ask: Ask, operations: readonly KnownOperation[]): Promise<void> {
  const columns: string[][] = Array.from({ length: 14 }, () => []);
  for (const known of operations) rowOf(known).forEach((value, at) => columns[at]?.push(value));
  // As array literals: the client's own rendering of arrays costs several times as much.
  const values = columns.map((column) => `{${column.join(',')}}`);
  await ask({ name: 'save-operations', text, values });
}

function rowOf({
  hash,
  operation,
  method,
  paramsText,
  acceptedBy,
  acceptedAtMicros,
}: KnownOperation): string[] {
  const account = operation.kind === 'create-account';
  const order = operation.kind === 'create-order' || operation.kind === 'redeem-order';
  const target = account
    ? operation.publicKey
    : operation.kind === 'outbound'
      ? operation.address
      : undefined;
  return [
    bytes(hash),
    String(kindBytes[operation.kind]),
    method,
    quoted(paramsText),
    String(signerOf(operation) ?? none),
    account ? none : String(operation.nonce),
    account ? none : String(operation.from),
    order ? String(operation.to) : none,
    account ? none : String(operation.tokenId),
    account ? none : String(operation.amount),
    operation.kind === 'redeem-order' ? String(operation.index) : none,
    target === undefined ? none : bytes(target),
    quoted(acceptedBy),
    String(acceptedAtMicros),
  ];
}

/** An element of an array literal that is null. */
const none = 'null';

function bytes(hex: Hex): string {
  return `"\\\\x${hex.slice(2)}"`;
}

function quoted(value: string): string {
  return `"${value.replaceAll(/["\\]/g, '\\$&')}"`;
}
