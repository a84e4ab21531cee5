-- The shared database of an active-active sequencer (facts/domain.md, "Tables"). Every time is in microseconds.
create schema if not exists sequencer;

-- The server's clock. Both sides of every comparison of the online check read it, so that no node's clock
-- can knock another off.
create function sequencer.now_micros() returns bigint
  language sql volatile parallel safe
  as $$ select (extract(epoch from clock_timestamp()) * 1000000)::bigint $$;

-- What must be the same at every node, for ever: written by the first, checked by the others.
create table sequencer.domain (
  only_row boolean primary key default true check (only_row),
  total_nodes int not null,
  token_secret bytea not null
);

create table sequencer.members (
  member_id int primary key generated always as identity,
  name text not null unique,
  public_key text not null,
  enabled boolean not null,
  registered_micros bigint not null,
  -- The member's last event below the lower bound: what its first kept event names as its predecessor.
  pruned_previous_micros bigint
);

create table sequencer.payloads (
  payload_micros bigint primary key,
  lease_id uuid not null,
  content text not null
);
-- Base64 does not compress; trying costs more than it saves.
alter table sequencer.payloads alter column content set storage external;

-- One row per index, never deleted, updated all the time: room on the page keeps the updates in place.
create table sequencer.watermarks (
  node_index int primary key,
  watermark_micros bigint not null,
  online boolean not null,
  -- Whose row it is: a new one at every lease, so that nobody acts on a predecessor's row by mistake.
  lease_id uuid not null,
  saved_micros bigint not null
) with (fillfactor = 10, autovacuum_vacuum_threshold = 500, autovacuum_vacuum_scale_factor = 0);

-- kind: D deliver, E error to the sender alone. No foreign keys: rows go in dependency order on one connection.
create table sequencer.events (
  timestamp_micros bigint primary key,
  node_index int not null,
  kind "char" not null,
  sender_id int not null,
  message_id text not null,
  payload_micros bigint,
  error_code text
);

-- For the clean-up of an index that was last used long ago: it must not read all that came since.
create index events_by_node on sequencer.events (node_index, timestamp_micros);

create table sequencer.event_recipients (
  member_id int not null,
  timestamp_micros bigint not null,
  primary key (member_id, timestamp_micros)
);
create index event_recipients_by_time on sequencer.event_recipients (timestamp_micros);

create table sequencer.acknowledgements (
  member_id int primary key,
  acknowledged_micros bigint not null
);

create table sequencer.lower_bound (
  only_row boolean primary key default true check (only_row),
  lower_bound_micros bigint not null
);
insert into sequencer.lower_bound (lower_bound_micros) values (0);

-- Challenges that were answered, kept until they expire: each counts once, at whichever node.
create table sequencer.used_challenges (
  challenge_id text primary key,
  expires_micros bigint not null
);
