import { describeTopics } from '@plimsoll/kafka-client/describe-topics';
import { watchTopic } from '@plimsoll/kafka-client/watch-topic';

/** What a manager asks the brokers about topics, beside reading and writing them. */
export interface BrokerQuestions {
  readonly describeTopics: typeof describeTopics;
  readonly watchTopic: typeof watchTopic;
}

/** Asked of the brokers themselves. */
export const brokerQuestions: BrokerQuestions = { describeTopics, watchTopic };
