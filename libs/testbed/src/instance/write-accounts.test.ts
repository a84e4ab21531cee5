import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { AccountsFile } from '@plimsoll/interface/operator/accounts';
import { writeAccounts } from './write-accounts.ts';

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'plimsoll-'));
});
afterEach(() => rm(directory, { recursive: true }));

test('each site reads all accounts, and which operator it is', async () => {
  const accounts: AccountsFile = {
    operatorId: 1,
    accounts: [{ id: 0, publicKey: '0x01', operatorId: 2, balances: { 0: '5' } }],
  };
  const read = async (path: string): Promise<unknown> => JSON.parse(await readFile(path, 'utf8'));
  const fileOf = await writeAccounts(
    { accounts, sites: ['a', 'b', 'c'], chain: { operatorIds: { b: 2 } } },
    directory,
  );
  expect(await read(fileOf('a'))).toEqual(accounts);
  expect(await read(fileOf('b'))).toEqual({ ...accounts, operatorId: 2 });
  expect(fileOf('c')).toBe(fileOf('a'));
  const none = await writeAccounts({ sites: ['a'] }, directory);
  expect(await read(none('a'))).toEqual({ operatorId: 1, accounts: [] });
});
