-- Orders for the operator's accounts that none of its own operations made: deposits, and what accounts of another operator
-- sent. The engine tells of them with the batch that holds them; a reorg takes them away with it.
create table received (
  order_index bigint primary key,
  height bigint not null references batch on delete cascade,
  from_id bigint not null,
  to_id bigint not null,
  token_id int not null,
  amount numeric(20, 0) not null
);
create index received_by_height on received (height);
create index received_by_receiver on received (to_id, order_index);

-- Every final order by its receiver, wherever it came from. Without an operation nobody here knows its blinding factor.
create view final_order as
  select i.order_index, o.from_id, o.to_id, o.token_id, o.amount, i.height, o.params
  from operation o
  join batched i on i.hash = o.hash
  join batch b on b.height = i.height and b.final
  where o.kind = 2 and i.order_index is not null
  union all
  select r.order_index, r.from_id, r.to_id, r.token_id, r.amount, r.height, null
  from received r
  join batch b on b.height = r.height and b.final;
