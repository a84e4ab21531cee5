import { setTimeout as sleep } from 'node:timers/promises';
import { begin, finish } from '../background.ts';
import { observed } from '../observed.ts';
import { allStartedAnew } from '../probes/gone.ts';
import { countIncarnations } from '../probes/incarnations.ts';
import { startAgain } from '../start-again.ts';
import { instanceOf, processTargets } from '../targets/processes.ts';
import { watched } from '../watched.ts';

/** Killed and started several times in a row, before it can settle. */
export default watched({
  name: 'restart-storm',
  title: 'Process restarted over and over',
  text:
    'SIGKILL and start, `restarts` times, `gapMs` apart: a process that is killed while it recovers from the kill ' +
    'before. Each start is a recovery that must be safe to break off.',
  class: 'process',
  mode: 'killed and started over and over',
  source: 'facts/domain.md DC-19, DC-20; design 6',
  parameters: { holdMs: 3_000, restarts: 4, gapMs: 400 },
  targets: processTargets,
  before: ({ testbed }, target) => countIncarnations(instanceOf(testbed, target)),
  async inject({ testbed }, target, { restarts, gapMs }) {
    const instance = instanceOf(testbed, target);
    await instance.kill();
    await instance.start();
    begin(testbed, `storm ${target.name}`, async (signal) => {
      for (let done = 1; done < Number(restarts); done += 1) {
        await sleep(Number(gapMs), undefined, { signal });
        await instance.kill();
        await instance.start();
      }
    });
  },
  async bit({ testbed, signal }, target, { restarts }, before) {
    await finish(testbed, `storm ${target.name}`, false);
    return observed(1_000, signal, () => ({
      seen: before.seen.size > Number(restarts),
      words: `${before.seen.size} processes one after another (pid@tick): ${[...before.seen].join(', ')}`,
    }));
  },
  async heal({ testbed }, target) {
    await finish(testbed, `storm ${target.name}`, true);
    await startAgain(instanceOf(testbed, target));
  },
  healed: ({ testbed, signal }, target) =>
    observed(2_000, signal, () => allStartedAnew([instanceOf(testbed, target)], [])),
});
