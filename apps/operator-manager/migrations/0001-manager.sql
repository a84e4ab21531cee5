-- One manager's own database (facts/rollup.md, "Parts and path"): what it was asked, what became of it. What the chain
-- decides stands apart from what was asked, since either may come first (RG-13). Times are microseconds.

-- Every operation of the operator that this instance knows, whoever accepted it. Never changed.
create table operation (
  hash bytea primary key,
  kind smallint not null,
  method text not null,
  params text not null,
  -- Account that signs it and its nonce; null for an account's creation.
  signer bigint,
  nonce bigint,
  from_id bigint,
  to_id bigint,
  token_id int,
  amount numeric(20, 0),
  -- Redemption: moneyOrderTotalIndex.
  order_index bigint,
  -- Creation of an account: its key. Outbound transfer: the address on the chain.
  target bytea,
  accepted_by text not null,
  accepted_micros bigint not null,
  saved_micros bigint not null default (extract(epoch from clock_timestamp()) * 1000000)::bigint
);
create index operation_by_signer on operation (signer, kind, nonce);
create index operation_by_receiver on operation (to_id, kind) where kind = 2;
create index operation_by_key on operation (target) where kind = 1;

-- Batches that the contract accepted, as the own engine tells. A reorg replaces those that are not final.
create table batch (
  height bigint primary key,
  parent_root bytea not null,
  new_root bytea not null,
  operator_id int not null,
  block_number bigint not null,
  block_hash bytea not null,
  final boolean not null default false
);

-- Operations by the batch that holds them, with what their place decided.
create table batched (
  hash bytea primary key,
  height bigint not null references batch on delete cascade,
  order_index bigint,
  account_id bigint
);
create index batched_by_height on batched (height);
create index batched_by_order on batched (order_index) where order_index is not null;

-- Operations that the own engine found invalid on a final state.
create table rejection (
  hash bytea primary key,
  reason text not null,
  final_height bigint not null
);

-- EXECUTED is final; a final batch outweighs a rejection, since the chain is the judge (RG-07, RG-13).
create view standing as
  select o.*, b.height, b.block_number, b.block_hash, b.new_root, i.order_index as created_index, i.account_id,
    coalesce(b.final, false) as final,
    case when b.final then 'EXECUTED' when r.hash is not null then 'REJECTED' else 'PENDING' end as status,
    case when b.final then null else r.reason end as rejection_reason
  from operation o
  left join batched i on i.hash = o.hash
  left join batch b on b.height = i.height
  left join rejection r on r.hash = o.hash;
