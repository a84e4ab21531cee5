import type { MemberEntry } from '@plimsoll/interface/sequencer/calls';
import type { Query } from '../database/connection.ts';

/** A registered member. */
export interface Member {
  readonly id: number;
  readonly name: string;
  readonly publicKey: string;
  readonly enabled: boolean;
}

/** Who is registered, kept in memory and read again from time to time: other nodes may register members too. */
export interface Directory {
  readonly byName: (name: string) => Member | undefined;
  readonly nameOf: (id: number) => string;
  /** All ids, ascending. */
  readonly ids: readonly number[];
  readonly refresh: () => Promise<void>;
}

type Ask = <Row>(query: Query) => Promise<Row[]>;

/** Registers the members of the file, idempotently: a known one keeps its id and registration time. */
export async function registerMembers(ask: Ask, members: readonly MemberEntry[]): Promise<void> {
  await ask({
    text: `insert into sequencer.members as m (name, public_key, enabled, registered_micros)
      select n.name, n.key, n.enabled, sequencer.now_micros()
      from unnest($1::text[], $2::text[], $3::bool[]) as n (name, key, enabled) order by n.name
      on conflict (name) do update set public_key = excluded.public_key, enabled = excluded.enabled
        where (m.public_key, m.enabled) is distinct from (excluded.public_key, excluded.enabled)`,
    values: [
      members.map((member) => member.name),
      members.map((member) => member.publicKey),
      members.map((member) => member.enabled),
    ],
  });
}

/** Reads the members once; call `refresh` to read them again. */
export async function openDirectory(ask: Ask): Promise<Directory> {
  let byName = new Map<string, Member>();
  let names = new Map<number, string>();
  let ids: number[] = [];
  const refresh = async (): Promise<void> => {
    const rows = await ask<Member>({
      text: `select member_id as id, name, public_key as "publicKey", enabled from sequencer.members order by 1`,
    });
    byName = new Map(rows.map((row) => [row.name, row]));
    names = new Map(rows.map((row) => [row.id, row.name]));
    ids = rows.map((row) => row.id);
  };
  await refresh();
  return {
    byName: (name) => byName.get(name),
    nameOf: (id) => names.get(id) ?? `member-${id}`,
    get ids() {
      return ids;
    },
    refresh,
  };
}
