import type { KafkaCluster } from '@plimsoll/testbed/services/kafka/kafka-service';
import type { Observation } from '../fault.ts';
import { accepts } from './accepts.ts';

const WITHIN_MS = 500;

/** Seen when all ways by which replicas of a topic fetch across sites are open, or all are closed: it dials them. */
export async function replicationPaths(
  cluster: KafkaCluster,
  topic: string,
  wanted: 'open' | 'closed',
): Promise<Observation> {
  const ids = new Set((await cluster.partitions(topic)).flatMap(({ replicas }) => replicas));
  const replicas = [...ids].map((id) => cluster.broker(id));
  const sites = new Set(replicas.map(({ site }) => site));
  const ways = replicas.flatMap((replica) =>
    [...sites].filter((site) => site !== replica.site).map((site) => ({ replica, site })),
  );
  const found = await Promise.all(
    ways.map(async ({ replica, site }) => ({
      words: `${replica.name} from site ${site}`,
      open: await accepts(replica.replicationFrom(site), WITHIN_MS),
    })),
  );
  const wrong = found.filter(({ open }) => open !== (wanted === 'open'));
  return {
    seen: found.length > 0 && wrong.length === 0,
    words:
      wrong.length === 0
        ? `${found.length} ways of replication are ${wanted}`
        : `not ${wanted}: ${wrong.map(({ words }) => words).join(', ')}`,
  };
}
