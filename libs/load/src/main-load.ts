import { HistoryWriter } from '@plimsoll/history/writer';
import { Load } from './load.ts';
import { runChild } from './run-child.ts';

// Entry of the load process (start-load.ts forks it).
runChild(async (plan, _options, fail) => {
  const writer = new HistoryWriter(plan.historyDirectory, 'load', { onFailure: fail });
  const load = new Load(plan, writer);
  await load.prepare();
  return {
    begin: () => load.begin(),
    status: () => load.status(),
    calls: { stop: (withinMs) => load.stop(withinMs), sentinel: (withinMs) => load.sentinel(withinMs) },
    close: async () => {
      await load.close();
      return writer.close();
    },
  };
}, 250);
