import { readFileSync } from 'node:fs';
import type { KeyObject } from 'node:crypto';
import type { AccountsFile } from '@plimsoll/interface/operator/accounts';
import { fromHex, toHex } from '@plimsoll/interface/operator/bytes';
import type { Hex } from '@plimsoll/interface/operator/operation';
import { publicKeyOf } from '@plimsoll/interface/operator/signature';
import { Problem } from '@plimsoll/interface/problem/problem';
import type { Ask } from '../database/open-database.ts';

/** An account of final state. */
export interface Account {
  readonly id: number;
  readonly publicKey: Hex;
  readonly jointEncryptionKey: Hex;
  readonly operatorId: number;
  readonly key: () => KeyObject;
}

/** Accounts of final state: those of genesis, and those that final batches created. An account never changes its key. */
export interface AccountBook {
  readonly operatorId: number;
  readonly find: (id: number) => Promise<Account | undefined>;
  readonly findByKey: (publicKey: Hex) => Promise<Account | undefined>;
  /** Whether an account with this key exists, or one is registered by another operation than this and not rejected. */
  readonly isKeyTaken: (publicKey: Hex, hash: Hex) => Promise<boolean>;
}

interface Row {
  readonly account_id: number;
  readonly target: Buffer;
  readonly params: string;
}

const select = 'select account_id, target, params from standing where kind = 1 and final and ';

/** Reads an accounts file. @throws Problem */
export function readAccountsFile(path: string | undefined): AccountsFile {
  if (path === undefined) return { operatorId: 1, accounts: [] };
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as AccountsFile;
  } catch (error) {
    throw new Problem(`ha.accounts_file ${path} cannot be read`, (error as Error).message, 'check the path');
  }
}

/** Opens the book; what was found once is kept, since it is final. */
export function openAccountBook(file: AccountsFile, ask: Ask): AccountBook {
  const byId = new Map<number, Account>();
  const byKey = new Map<Hex, Account>();
  const add = (id: number, publicKey: Hex, jointEncryptionKey: Hex, operatorId: number): Account => {
    let key: KeyObject | undefined;
    const account = {
      id,
      publicKey,
      jointEncryptionKey,
      operatorId,
      key: () => (key ??= publicKeyOf(publicKey)),
    };
    byId.set(id, account);
    byKey.set(publicKey, account);
    return account;
  };
  for (const each of file.accounts) add(each.id, each.publicKey, '0x', each.operatorId);
  const found = ([row]: readonly Row[]): Account | undefined => {
    if (!row) return undefined;
    const joint = (JSON.parse(row.params) as Hex[])[1] ?? '0x';
    return byId.get(row.account_id) ?? add(row.account_id, toHex(row.target), joint, file.operatorId);
  };
  return {
    operatorId: file.operatorId,
    find: async (id) =>
      byId.get(id) ??
      found(await ask<Row>({ name: 'account-by-id', text: `${select} account_id = $1`, values: [id] })),
    findByKey: async (publicKey) =>
      byKey.get(publicKey) ??
      found(
        await ask<Row>({
          name: 'account-by-key',
          text: `${select} target = $1`,
          values: [fromHex(publicKey)],
        }),
      ),
    isKeyTaken: async (publicKey, hash) => {
      if (byKey.has(publicKey)) return true;
      const rows = await ask({
        name: 'key-taken',
        text: "select 1 from standing where kind = 1 and target = $1 and hash <> $2 and status <> 'REJECTED' limit 1",
        values: [fromHex(publicKey), fromHex(hash)],
      });
      return rows.length > 0;
    },
  };
}
