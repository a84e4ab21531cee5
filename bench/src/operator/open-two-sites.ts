import { join, resolve } from 'node:path';
import { loadManifest } from '@plimsoll/interface/manifest/load';
import type { Manifest } from '@plimsoll/interface/manifest/manifest';
import type { GenesisAccount } from '@plimsoll/interface/operator/accounts';
import { nativeToken } from '@plimsoll/interface/operator/contract-abi';
import type { Hex } from '@plimsoll/interface/operator/operation';
import { rollupId } from '@plimsoll/interface/operator/operation-hash';
import { createAccount } from '@plimsoll/load/operator/create-accounts';
import type { KafkaService } from '@plimsoll/testbed/services/kafka/kafka-service';
import { openTestbed } from '@plimsoll/testbed/open-testbed';
import type { ChainService, Instance, Testbed } from '@plimsoll/testbed/testbed';
import type { Bench } from '../row.ts';

const manifestDirectory = resolve(import.meta.dirname, '../../../apps/operator');
/** The fund of each account, in wei: enough for all orders of 1 wei. */
const funds = 2n ** 40n;

/** The reference operator on two sites, a cluster in each. */
export interface TwoSites {
  readonly testbed: Testbed;
  readonly kafka: KafkaService;
  readonly chain: ChainService;
  /** Id of the rollup, which signatures cover. */
  readonly rollup: Hex;
  /** PEM of each account's key, by account. */
  readonly keys: readonly string[];
  /** All components of a role, those of site a first. */
  readonly components: (role: 'manager' | 'engine' | 'prover' | 'gateway') => readonly Instance[];
  /** Kills everything; for good. */
  readonly close: () => Promise<void>;
}

/**
 * Starts it as the HA page draws it: an instance and a gateway in each site, topics with R = 2 and min ISR 2, one replica in the other
 * site, every byte between sites through Toxiproxy; and waits until all of it is ready.
 *
 * @param told `manifest`: a file of apps/operator; `change`: what is different from it
 */
export async function openTwoSites(
  { say, scratch }: Bench,
  told: {
    readonly manifest: string;
    readonly accounts: number;
    readonly change?: (manifest: Manifest) => Manifest;
  },
): Promise<TwoSites> {
  const { manifest } = await loadManifest(join(manifestDirectory, told.manifest));
  const members = Array.from({ length: told.accounts }, (_, n) => createAccount(`account-${n}`));
  const genesis = members.map(({ publicKey }, id): GenesisAccount => ({
    id,
    publicKey: publicKey as Hex,
    operatorId: 1,
    balances: { [nativeToken]: String(funds) },
  }));
  const testbed = await openTestbed({
    manifest: told.change?.(manifest) ?? manifest,
    manifestDirectory,
    sites: ['a', 'b'],
    instances: { a: 1, b: 1 },
    postgres: 'single',
    kafka: { shape: 'site-clusters', topics: { replication: 2, minInSyncReplicas: 2 } },
    chain: { blockMs: 500, endpoints: 2, genesisWei: String(funds * BigInt(told.accounts)) },
    clocks: false,
    members,
    accounts: { operatorId: 1, accounts: genesis },
    logDirectory: join(scratch, 'logs'),
    onProgress: say,
  });
  const { kafka, chain } = testbed;
  try {
    if (!kafka || !chain) throw new Error('an operator needs Kafka and a chain');
    await Promise.all(testbed.instances.map((instance) => instance.ready()));
  } catch (error) {
    await testbed.close();
    throw error;
  }
  return {
    testbed,
    kafka,
    chain,
    rollup: rollupId(chain.chainId, chain.contract as Hex),
    keys: members.map(({ privateKeyPem }) => privateKeyPem),
    components: (role) => testbed.instances.filter((each) => each.role === `operator-${role}`),
    close: () => testbed.close(),
  };
}
