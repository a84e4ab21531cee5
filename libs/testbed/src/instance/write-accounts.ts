import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { AccountsFile } from '@plimsoll/interface/operator/accounts';
import type { TestbedOptions } from '../testbed.ts';

/** Of a system without accounts. */
const noAccounts: AccountsFile = { operatorId: 1, accounts: [] };

/**
 * Writes the file behind {{accounts}}: all accounts of the rollup, and the operator that its reader belongs to. Where a scenario has
 * several operators each has a file of its own; returns which one a site reads.
 */
export async function writeAccounts(
  { accounts = noAccounts, chain, sites }: Pick<TestbedOptions, 'accounts' | 'chain' | 'sites'>,
  dataDirectory: string,
): Promise<(site: string) => string> {
  const operatorOf = (site: string): number => chain?.operatorIds?.[site] ?? accounts.operatorId;
  const fileOf = (site: string): string => join(dataDirectory, `accounts-${operatorOf(site)}.json`);
  const texts = new Map(
    sites.map((site) => [
      fileOf(site),
      JSON.stringify({ ...accounts, operatorId: operatorOf(site) }, null, 2),
    ]),
  );
  await Promise.all([...texts].map(([path, text]) => writeFile(path, `${text}\n`)));
  return fileOf;
}
