import { type Consumer, type ConsumerSettings, startConsumer } from '@plimsoll/kafka-client/consumer';
import { type Producer, type ProducerSettings, startProducer } from '@plimsoll/kafka-client/producer';
import type { SendOutcome } from '@plimsoll/kafka-client/send-outcome';
import type { OperatorErrorCode } from '@plimsoll/interface/operator/errors';
import { partitionKeyOf } from '@plimsoll/interface/operator/operation';
import { soundIntake, type IntakeRules } from '@plimsoll/rollup/judge-intake';
import type { Config, CopiedTopic } from './config/config.ts';
import { judgeTopics, type JudgeTopics } from './config/judge-topics.ts';
import { judgeHealth, type JudgeHealth } from './health/judge-health.ts';
import { judgeReading, type JudgeReading } from './health/judge-reading.ts';
import { acceptInOrder, type AcceptOrder } from './intake/accept-in-order.ts';
import type { KnownOperation } from './intake/known-operation.ts';
import { sendRefusal } from './intake/send-refusal.ts';

/**
 * The rules that a manager is composed of, each replaceable alone. A broken subject replaces exactly one (chaos/mutants);
 * the manager itself has no switch for it.
 */
export interface ManagerParts {
  /** RG-20: whose operations are accepted. */
  readonly intakeRules: IntakeRules;
  /** RG-02: topic, then database, then engine, then the answer. */
  readonly acceptOrder: AcceptOrder;
  /** RG-02: how the own topic is written. */
  readonly startProducer: (settings: ProducerSettings) => Producer;
  /** RG-17: what a client is told of a record that was not acknowledged; undefined: nothing, it was. */
  readonly sendRefusal: (outcome: SendOutcome) => OperatorErrorCode | undefined;
  /** RG-05: what decides the partition. */
  readonly recordKey: (known: KnownOperation) => string;
  /** RG-03: whether an operation that is known is not written again. */
  readonly knowsOperations: boolean;
  /** RG-04: which topics are copied. */
  readonly topicsToCopy: (config: Config) => readonly CopiedTopic[];
  /** RG-04: what is published of what was copied. */
  readonly republish: (copied: readonly KnownOperation[]) => readonly KnownOperation[];
  /** RG-04: how topics are read: whose group, from where. */
  readonly startConsumer: (settings: ConsumerSettings) => Consumer;
  /** RG-18: which settings of the brokers are refused. */
  readonly judgeTopics: JudgeTopics;
  /** RG-16: when the instance is ready and accepts. */
  readonly judgeHealth: JudgeHealth;
  /** RG-16: when it is caught up. */
  readonly judgeReading: JudgeReading;
}

/** The rules as they are. */
export const referenceParts: ManagerParts = {
  intakeRules: soundIntake,
  acceptOrder: acceptInOrder,
  startProducer,
  sendRefusal,
  recordKey: ({ operation }) => partitionKeyOf(operation),
  knowsOperations: true,
  topicsToCopy: ({ ha }) => ha.copies.filter(({ topic }) => topic !== ha.ownTopic),
  republish: () => [],
  startConsumer,
  judgeTopics,
  judgeHealth,
  judgeReading,
};
