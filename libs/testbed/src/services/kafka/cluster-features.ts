import { apiVersionsV4 } from '@platformatic/kafka';
import type { Address } from '../../testbed.ts';
import { withBroker } from './broker-connection.ts';

/** The features that a cluster has turned on, by name, at which level, as one of its brokers says. */
export async function clusterFeatures(address: Address): Promise<ReadonlyMap<string, number>> {
  const { finalizedFeatures = [] } = await withBroker(address, (connection) =>
    apiVersionsV4.api.async(connection, 'plimsoll', '1'),
  );
  return new Map(finalizedFeatures.map(({ name, maxVersionLevel }) => [name, maxVersionLevel]));
}
