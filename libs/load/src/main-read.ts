import { HistoryWriter } from '@plimsoll/history/writer';
import { FirstObserver } from './first-observer.ts';
import { runChild } from './run-child.ts';
import { SecondObserver } from './second-observer.ts';

// Entry of the processes that read the final state (read-final.ts forks them).
runChild(async (plan, options, fail) => {
  const which = options['observer'] === 'second' ? 'second' : 'first';
  const writer = new HistoryWriter(plan.historyDirectory, which, { onFailure: fail });
  const observer = which === 'first' ? new FirstObserver(plan, writer) : new SecondObserver(plan, writer);
  return {
    status: () => ({ events: observer.events }),
    calls: { read: () => observer.read() },
    close: () => Promise.resolve(writer.close()),
  };
}, 250);
