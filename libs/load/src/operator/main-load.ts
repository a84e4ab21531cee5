import { HistoryWriter } from '@plimsoll/history/writer';
import { runChild } from '../run-child.ts';
import { OperatorLoad } from './load.ts';

// Entry of the load process of a run against an operator (driver.ts starts it).
runChild((plan, _options, fail) => {
  const writer = new HistoryWriter(plan.historyDirectory, 'load', { onFailure: fail });
  const load = new OperatorLoad(plan, writer);
  load.prepare();
  return Promise.resolve({
    begin: () => load.begin(),
    status: () => load.status(),
    calls: { stop: (withinMs) => load.stop(withinMs), sentinel: (withinMs) => load.sentinel(withinMs) },
    close: async () => {
      await load.close();
      return writer.close();
    },
  });
}, 250);
