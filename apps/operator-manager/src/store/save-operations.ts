import { kindBytes } from '@plimsoll/interface/operator/operation-hash';
import { signerOf } from '@plimsoll/interface/operator/operation';
import { fromHex } from '@plimsoll/interface/operator/bytes';
import type { Ask } from '../database/open-database.ts';
import type { KnownOperation } from '../intake/known-operation.ts';

const text = `insert into operation (hash, kind, method, params, signer, nonce, from_id, to_id, token_id, amount, order_index,
  target, accepted_by, accepted_micros)
  select * from unnest($1::bytea[], $2::smallint[], $3::text[], $4::text[], $5::bigint[], $6::bigint[], $7::bigint[],
    $8::bigint[], $9::int[], $10::numeric[], $11::bigint[], $12::bytea[], $13::text[], $14::bigint[])
  on conflict (hash) do nothing`;

/** Saves operations in one statement, which is one transaction. Those that are there stay as they are (RG-03). */
export async function saveOperations(ask: Ask, operations: readonly KnownOperation[]): Promise<void> {
  const columns: unknown[][] = Array.from({ length: 14 }, () => []);
  for (const { hash, operation, method, paramsText, acceptedBy, acceptedAtMicros } of operations) {
    const account = operation.kind === 'create-account';
    const order = operation.kind === 'create-order' || operation.kind === 'redeem-order';
    const target = account
      ? operation.publicKey
      : operation.kind === 'outbound'
        ? operation.address
        : undefined;
    const row = [
      fromHex(hash),
      kindBytes[operation.kind],
      method,
      paramsText,
      signerOf(operation) ?? null,
      account ? null : operation.nonce,
      account ? null : operation.from,
      order ? operation.to : null,
      account ? null : operation.tokenId,
      account ? null : String(operation.amount),
      operation.kind === 'redeem-order' ? operation.index : null,
      target === undefined ? null : fromHex(target),
      acceptedBy,
      acceptedAtMicros,
    ];
    row.forEach((value, at) => columns[at]?.push(value));
  }
  await ask({ name: 'save-operations', text, values: columns });
}
