import { count, duration } from './figures.ts';
import { plain } from './markup.ts';
import type { Progress, ProgressLoad, ProgressOptions, ProgressStream, ProgressWatch } from './progress.ts';

/** How often the counts are told, milliseconds. */
const tellEveryMs = 10_000;

/** One line for each thing that happens, with seconds since the start; counts every ten seconds. For logs. */
export function plainProgress(stream: ProgressStream, options: ProgressOptions): Progress {
  const now = options.now ?? (() => performance.now());
  const start = now();
  let told = start;
  let over = false;
  const say = (words: string): void => {
    if (over) return;
    const seconds = ((now() - start) / 1000).toFixed(1).padStart(7);
    for (const line of plain(words).split('\n')) stream.write(`[${seconds} s] ${line}\n`);
  };
  return {
    phase: (name, words) => say(words === '' ? name : `${name}: ${words}`),
    fault: (step, fault, target, words, holdMs) =>
      say(
        `fault ${fault} on ${target}: ${step}${step === 'applied' && holdMs !== undefined ? ` for ${duration(holdMs)}` : ''}${words === '' ? '' : ` (${words})`}`,
      ),
    status: (load, watch) => {
      if (now() - told < tellEveryMs) return;
      told = now();
      say(countWords(load, watch));
    },
    line: say,
    done: () => {
      over = true;
    },
  };
}

function countWords(load: ProgressLoad, watch: ProgressWatch): string {
  const away = Object.entries(watch.health)
    .filter(([, { ready }]) => ready !== true)
    .map(([instance, { ready }]) => `${instance} ${ready === null ? 'does not answer' : 'is not ready'}`);
  return `${count(load.ratePerSecond)}/s, ok ${count(load.ok)}, refused ${count(load.fail)}, unknown ${count(load.info)}, worst ${duration(load.worstMs)}${away.length === 0 ? '' : `; ${away.join(', ')}`}`;
}
