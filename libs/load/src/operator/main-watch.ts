import { HistoryWriter } from '@plimsoll/history/writer';
import { runChild } from '../run-child.ts';
import { OperatorWatch } from './watch.ts';

// Entry of the watch process of a run against an operator (driver.ts starts it).
runChild((plan, _options, fail) => {
  const writer = new HistoryWriter(plan.historyDirectory, 'watch', { onFailure: fail });
  const watch = new OperatorWatch(plan, writer);
  return Promise.resolve({
    begin: () => watch.begin(),
    status: () => watch.status(),
    calls: { settle: (withinMs) => watch.settle(withinMs) },
    close: async () => {
      await watch.close();
      return writer.close();
    },
  });
}, 100);
