import Type from 'typebox';

const Bytes = Type.String({ pattern: '^0x([0-9a-f]{2})*$' });
const Hash = Type.String({ pattern: '^0x[0-9a-f]{64}$' });
const Address = Type.String({ pattern: '^0x[0-9a-f]{40}$' });
const Amount = Type.String({ pattern: '^[0-9]{1,20}$' });
const closed = { additionalProperties: false } as const;

/** Body of `POST /prove`: a batch and what is needed to execute it again. Amounts are decimal strings. */
export const ProveRequest = Type.Object(
  {
    rollup: Type.Object({ chainId: Type.Integer({ minimum: 1 }), contract: Address }, closed),
    parentRoot: Hash,
    newRoot: Hash,
    data: Bytes,
    withdrawals: Type.Array(
      Type.Object(
        { to: Address, tokenId: Type.Integer({ minimum: 0, maximum: 65535 }), amount: Amount },
        closed,
      ),
    ),
    /** See witness.ts. */
    witness: Type.Unknown(),
  },
  closed,
);
export type ProveRequest = Type.Static<typeof ProveRequest>;
