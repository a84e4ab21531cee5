import pg from 'pg';

// A measuring process: `plain-inserts URL BATCH SECONDS CONTENT_BYTES`: the rows of a sequenced send to one recipient (payload, event,
// two recipients), into tables of the same shape, one commit a batch, one batch after another on one connection. It knows
// no sequencer: what PostgreSQL itself takes is the measure for whoever writes through it.
const [url, batchText, secondsText, bytesText] = process.argv.slice(2);
const batch = Number(batchText);
const client = new pg.Client({ connectionString: url });
await client.connect();
await client.query(`
  drop schema if exists bench cascade;
  create schema bench;
  create table bench.payloads (payload_micros bigint primary key, lease_id uuid not null, content text not null);
  alter table bench.payloads alter column content set storage external;
  create table bench.events (
    timestamp_micros bigint primary key, node_index int not null, kind "char" not null, sender_id int not null,
    message_id text not null, payload_micros bigint, error_code text);
  create index on bench.events (node_index, timestamp_micros);
  create table bench.event_recipients (
    member_id int not null, timestamp_micros bigint not null, primary key (member_id, timestamp_micros));
  create index on bench.event_recipients (timestamp_micros)`);
const text = `
  with p as (insert into bench.payloads select p.id, $1::uuid, p.content from unnest($2::bigint[], $3::text[]) as p (id, content)),
  e as (insert into bench.events select e.at, 0, 'D', 1, e.message, e.at, null from unnest($2::bigint[], $4::text[]) as e (at, message))
  insert into bench.event_recipients select r.member, e.at from unnest($2::bigint[]) as e (at), (values (1), (2)) as r (member)`;
const lease = '00000000-0000-4000-8000-000000000000';
const content = Buffer.alloc(Number(bytesText), 'x').toString('base64');
let at = Date.now() * 1000;
let rows = 0;
let measuring = false;
const insert = async (): Promise<void> => {
  const times = Array.from({ length: batch }, () => `${(at += 10)}`);
  const contents = times.map(() => content);
  const messages = times.map((time) => `m-${time}`);
  const literal = (values: readonly string[]): string => `{${values.join(',')}}`;
  // As array literals: the client's own rendering of arrays costs several times as much.
  const values = [lease, literal(times), literal(contents), literal(messages)];
  await client.query({ name: 'batch', text, values });
  if (measuring) rows += batch;
};
for (const until = performance.now() + 1000; performance.now() < until;) await insert();
measuring = true;
const from = performance.now();
while (performance.now() - from < Number(secondsText) * 1000) await insert();
const seconds = (performance.now() - from) / 1000;
await client.query('drop schema bench cascade');
await client.end();
process.stdout.write(`${JSON.stringify({ perSecond: rows / seconds })}\n`);
