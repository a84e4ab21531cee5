import { join, resolve } from 'node:path';
import { loadManifest } from '@plimsoll/interface/manifest/load';
import { nativeToken } from '@plimsoll/interface/operator/contract-abi';
import type { GenesisAccount } from '@plimsoll/interface/operator/accounts';
import type { Hex } from '@plimsoll/interface/operator/operation';
import { rollupId } from '@plimsoll/interface/operator/operation-hash';
import { createAccount } from '@plimsoll/load/operator/create-accounts';
import { openTestbed } from '@plimsoll/testbed/open-testbed';
import type { ChainService, Instance, Testbed } from '@plimsoll/testbed/testbed';
import type { KafkaService } from '@plimsoll/testbed/services/kafka/kafka-service';
import type { Bench } from '../row.ts';

const manifestDirectory = resolve(import.meta.dirname, '../../../apps/operator');
/** The fund of each account, in wei: enough for all orders of 1 wei. */
const funds = 2n ** 40n;

/** The reference operator on three sites with one cluster over them. */
export interface OpenedOperator {
  readonly testbed: Testbed;
  readonly kafka: KafkaService;
  readonly chain: ChainService;
  /** Id of the rollup, which signatures cover. */
  readonly rollup: Hex;
  /** PEM of each account's key, by account. */
  readonly keys: readonly string[];
  /** The component of a role in a site; throws where there is none. */
  readonly component: (role: 'manager' | 'engine' | 'prover', site?: string) => Instance;
  /** A superuser's URL of the database of the manager in a site. */
  readonly databaseUrl: (site?: string) => string;
}

/**
 * Starts it: topics with R = 3 and min ISR 2, a replica in each site, every byte between sites through Toxiproxy. Without
 * gateways: it is addressed directly.
 *
 * @param instances how many by site; sites a, b and c have brokers in any case
 */
export async function openOperator(
  { say, scratch }: Bench,
  {
    accounts,
    instances,
  }: { readonly accounts: number; readonly instances: Readonly<Record<string, number>> },
): Promise<OpenedOperator> {
  const { manifest } = await loadManifest(join(manifestDirectory, 'subject.yaml'));
  const members = Array.from({ length: accounts }, (_, n) => createAccount(`account-${n}`));
  const genesis = members.map(({ publicKey }, id): GenesisAccount => ({
    id,
    publicKey: publicKey as Hex,
    operatorId: 1,
    balances: { [nativeToken]: String(funds) },
  }));
  const testbed = await openTestbed({
    manifest: { ...manifest, components: manifest.components.filter(({ serves }) => serves !== 'gateway') },
    manifestDirectory,
    sites: ['a', 'b', 'c'],
    instances,
    postgres: 'single',
    kafka: { shape: 'stretched', topics: { replication: 3, minInSyncReplicas: 2 } },
    chain: { genesisWei: String(funds * BigInt(accounts)) },
    clocks: false,
    members,
    accounts: { operatorId: 1, accounts: genesis },
    logDirectory: join(scratch, 'logs'),
    onProgress: say,
  });
  const { kafka, chain } = testbed;
  if (!kafka || !chain) {
    await testbed.close();
    throw new Error('an operator needs Kafka and a chain');
  }
  const component: OpenedOperator['component'] = (role, site = 'a') => {
    const found = testbed.instances.find((each) => each.role === `operator-${role}` && each.site === site);
    if (!found) throw new Error(`there is no operator-${role} in site ${site}`);
    return found;
  };
  return {
    testbed,
    kafka,
    chain,
    rollup: rollupId(chain.chainId, chain.contract as Hex),
    keys: members.map(({ privateKeyPem }) => privateKeyPem),
    component,
    databaseUrl: (site = 'a') => {
      const server = testbed.databases?.find(({ primarySite }) => primarySite === site);
      const url = new URL(server?.probeUrl ?? 'postgres://nowhere');
      url.pathname = `/${component('manager', site).name}`;
      return url.href;
    },
  };
}
