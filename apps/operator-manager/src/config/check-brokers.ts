import { setTimeout as sleep } from 'node:timers/promises';
import { Problem } from '@plimsoll/interface/problem/problem';
import type { BrokerQuestions } from './broker-questions.ts';
import type { JudgeTopics } from './judge-topics.ts';
import type { Config } from './config.ts';

/** What the brokers say that the manager goes on with. */
export interface CheckedBrokers {
  /** `min.insync.replicas` of the own topic. */
  readonly minInSyncReplicas: number;
  /** Rules that are broken and allowed by name: shown for as long as the process runs. */
  readonly allowed: readonly string[];
}

/**
 * Asks the brokers about the topics, as long as it takes to get an answer, and refuses what cannot keep its promise.
 *
 * @throws Problem naming the rules that are broken and not allowed
 */
export async function checkBrokers(
  config: Config,
  judge: JudgeTopics,
  { describeTopics }: Pick<BrokerQuestions, 'describeTopics'>,
  onWaiting: (why: string) => void,
  signal: AbortSignal,
): Promise<CheckedBrokers> {
  const { ha, kafka, instance } = config;
  const topics = [kafka.batchUpdatesTopic, kafka.invalidOperationsTopic];
  for (;;) {
    try {
      const own = await describeTopics({ brokers: ha.brokers, clientId: instance }, [ha.ownTopic]);
      const engine = await describeTopics({ brokers: kafka.brokers, clientId: instance }, topics);
      const broken = judge(config, { own, engine });
      const refused = broken.filter(({ rule }) => !ha.allowUnsafe.includes(rule));
      if (refused.length > 0)
        throw new Problem(
          `refused: ${refused.map(({ rule }) => rule).join(', ')}`,
          refused.map(({ rule, detail }) => `${rule}: ${detail}`).join('; '),
          'correct topics or configuration, or accept the risk by name: [ha] allow_unsafe',
        );
      const least = own.topics.find(({ topic }) => topic === ha.ownTopic)?.minInSyncReplicas ?? 1;
      return { minInSyncReplicas: least, allowed: broken.map(({ rule }) => rule) };
    } catch (error) {
      if (error instanceof Problem) throw error;
      signal.throwIfAborted();
      onWaiting((error as Error).message);
      await sleep(500, undefined, { signal });
    }
  }
}
