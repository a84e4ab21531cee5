import { generateKeyPairSync } from 'node:crypto';
import { nativeToken } from '@plimsoll/interface/operator/contract-abi';
import { pointOf } from '@plimsoll/interface/operator/signature';
import type { TestMember } from '../client.ts';
import type { AskedIdentities, Identities } from '../driver.ts';
import { homeSite } from '../routes.ts';

/** What each account of the load starts with, in wei: large amounts come out of it that no JSON number carries. */
const loadFunds = 2n ** 56n;
/** A probe is an order of 1 wei. */
const probeFunds = 10n ** 9n;
/** Accounts that take turns in one series of probes: so many may be unanswered before one is sent again. */
export const accountsPerSeries = 4;
/** The operator of a run that has only one. */
export const onlyOperator = 1;

/**
 * Test accounts with fresh P-256 keys: `account-0`, `account-1`, … for the load, then `probe-0`, … for the write probes, which
 * no load touches. Member n is account n; an account of the load belongs to the operator of its home site, one of the
 * probes to that of its endpoint. Private keys live only in the harness's processes.
 */
export function createAccounts({ load, endpoints, sites, operatorIds = {} }: AskedIdentities): Identities {
  const homes = [
    ...Array.from({ length: load.members }, (_, n) => homeSite(n, sites)),
    ...endpoints.flatMap((site) => Array.from({ length: accountsPerSeries }, () => site)),
  ];
  const members = homes.map((_, n) =>
    createAccount(n < load.members ? `account-${n}` : `probe-${n - load.members}`),
  );
  return {
    members,
    genesis: members.map(({ name, publicKey }, id) => ({
      id,
      publicKey: publicKey as `0x${string}`,
      operatorId: operatorIds[homes[id] ?? ''] ?? onlyOperator,
      balances: { [nativeToken]: (isProbeAccount(name) ? probeFunds : loadFunds).toString() },
    })),
  };
}

/** Whether an account belongs to the probes. */
export function isProbeAccount(name: string): boolean {
  return name.startsWith('probe-');
}

/** One account with a fresh key. */
export function createAccount(name: string): TestMember {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return {
    name,
    enabled: true,
    privateKeyPem: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    publicKey: pointOf(privateKey),
  };
}
