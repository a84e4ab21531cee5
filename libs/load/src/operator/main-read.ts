import { HistoryWriter } from '@plimsoll/history/writer';
import { runChild } from '../run-child.ts';
import { runClock } from '../run-clock.ts';
import { EthersChain } from './final/ethers-chain.ts';
import { FinalReads } from './final/final-reads.ts';
import { KafkajsTopics } from './final/kafkajs-topics.ts';
import { NodeHttpNodes } from './final/node-http-nodes.ts';
import { PlatformaticTopics } from './final/platformatic-topics.ts';
import { RawChain } from './final/raw-chain.ts';
import { UndiciNodes } from './final/undici-nodes.ts';
import { chainOf } from './rollup-of.ts';

// kafkajs says so at every start that its partitioner changed; nothing is produced here.
process.env['KAFKAJS_NO_PARTITIONER_WARNING'] = '1';

// Entry of the processes that read the final state of an operator (driver.ts starts them).
runChild((plan, options, fail) => {
  const which = options['observer'] === 'second' ? 'second' : 'first';
  const writer = new HistoryWriter(plan.historyDirectory, which, { onFailure: fail });
  const clock = runClock(plan.runStartNanos);
  const chain = chainOf(plan);
  const clients =
    which === 'first'
      ? { nodes: new UndiciNodes(), topics: new PlatformaticTopics(), chain: new EthersChain(chain, clock) }
      : { nodes: new NodeHttpNodes(), topics: new KafkajsTopics(), chain: new RawChain(chain, clock) };
  const reads = new FinalReads(plan, writer, which, clients);
  return Promise.resolve({
    status: () => ({ events: reads.events }),
    calls: { read: () => reads.read() },
    close: () => Promise.resolve(writer.close()),
  });
}, 250);
