import { bareProducer } from '../bare-producer.ts';

/** One that means to be careful: idempotent, one request in flight, a request time-out of its own. */
export const keepProducer = bareProducer({
  client: { requestTimeout: 700, retry: { retries: 3, initialRetryTime: 100 } },
  producer: { idempotent: true, maxInFlightRequests: 1 },
});
