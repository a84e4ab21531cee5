import { readFileSync } from 'node:fs';
import pg from 'pg';
import { fromHex } from '@plimsoll/interface/operator/bytes';
import { kindBytes } from '@plimsoll/interface/operator/operation-hash';
import { type OrdersTold, signOrders } from './sign-orders.ts';

/** What the process is told, as JSON in a file. */
export interface InsertTold {
  readonly orders: OrdersTold;
  /** Of the PostgreSQL server of the manager. */
  readonly url: string;
  /** Rows a statement, which is a transaction. */
  readonly batch: number;
  /** Inserts for so long; each order once where it is left out. */
  readonly seconds?: number;
}

// A measuring process: `insert-operations FILE`: the rows of accepted orders into a table of the same shape as a manager's, one commit a
// batch, one batch after another on one connection. What PostgreSQL itself takes is the measure for whoever writes through it.
const told = JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8')) as InsertTold;
const client = new pg.Client({ connectionString: told.url });
await client.connect();
await client.query(`
  drop schema if exists bench cascade;
  create schema bench;
  create table bench.operation (
    hash bytea primary key, kind smallint not null, method text not null, params text not null, signer bigint, nonce bigint,
    from_id bigint, to_id bigint, token_id int, amount numeric(20, 0), order_index bigint, target bytea,
    accepted_by text not null, accepted_micros bigint not null,
    saved_micros bigint not null default (extract(epoch from clock_timestamp()) * 1000000)::bigint);
  create index on bench.operation (signer, kind, nonce);
  create index on bench.operation (to_id, kind) where kind = 2;
  create index on bench.operation (target) where kind = 1`);
const text = `
  insert into bench.operation (hash, kind, method, params, signer, nonce, from_id, to_id, token_id, amount, accepted_by, accepted_micros)
  select h, ${kindBytes['create-order']}, 'pazkp_createMoneyOrder', p, f, n, f, t, 0, a, 'bench', m
  from unnest($1::bytea[], $2::text[], $3::bigint[], $4::bigint[], $5::bigint[], $6::numeric[], $7::bigint[]) as o (h, p, f, n, t, a, m)
  on conflict (hash) do nothing`;
const rows = signOrders(told.orders).map(({ hash, body, ...order }) => ({
  ...order,
  hash: fromHex(hash),
  params: JSON.stringify((JSON.parse(body) as { params: unknown[] }).params),
}));
// As array literals: the client's own rendering of arrays costs several times as much.
const literal = (values: readonly (string | number)[]): string => `{${values.join(',')}}`;
const quoted = (value: string): string => `"${value.replaceAll('"', '\\"')}"`;
let next = 0;
const insert = async (): Promise<void> => {
  const lap = Math.floor(next / rows.length);
  const lot = rows.slice(next % rows.length, (next % rows.length) + told.batch);
  next += lot.length;
  const values = [
    literal(
      lot.map(({ hash }) => {
        // Each lap has hashes of its own, or nothing would be inserted.
        if (lap > 0) hash.writeUInt32BE(lap, 0);
        return `"\\\\x${hash.toString('hex')}"`;
      }),
    ),
    literal(lot.map(({ params }) => quoted(params))),
    literal(lot.map(({ account }) => account)),
    literal(lot.map(({ nonce }) => nonce)),
    literal(lot.map(({ counterpart }) => counterpart)),
    literal(lot.map(({ amount }) => amount)),
    literal(lot.map(() => Date.now() * 1000)),
  ];
  await client.query({ name: 'batch', text, values });
};
const { seconds } = told;
if (seconds !== undefined)
  for (const until = performance.now() + 500; performance.now() < until;) await insert();
const from = { at: performance.now(), next };
while (seconds === undefined ? next < rows.length : performance.now() - from.at < seconds * 1000)
  await insert();
const perSecond = (next - from.next) / ((performance.now() - from.at) / 1000);
const { rows: counted } = await client.query<{ count: string }>('select count(*) from bench.operation');
if (Number(counted[0]?.count) !== next) throw new Error(`${counted[0]?.count} rows of ${next} are there`);
await client.query('drop schema bench cascade');
await client.end();
process.stdout.write(`${JSON.stringify({ perSecond })}\n`);
