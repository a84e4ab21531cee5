import { HistoryWriter } from '@plimsoll/history/writer';
import { runChild } from './run-child.ts';
import { Watch } from './watch.ts';

// Entry of the watch process (start-watch.ts forks it).
runChild(async (plan, _options, fail) => {
  const writer = new HistoryWriter(plan.historyDirectory, 'watch', { onFailure: fail });
  const watch = new Watch(plan, writer);
  await watch.prepare();
  return {
    begin: () => watch.begin(),
    status: () => watch.status(),
    calls: {},
    close: async () => {
      await watch.close();
      return writer.close();
    },
  };
}, 100);
