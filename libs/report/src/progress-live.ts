import { plain } from './markup.ts';
import { cut, paintFor } from './paint.ts';
import { viewLines } from './progress-view.ts';
import type { ShownFault } from './progress-view.ts';
import type { Progress, ProgressLoad, ProgressOptions, ProgressStream, ProgressWatch } from './progress.ts';

/** Values kept for the rows of blocks: one a second. */
const keep = 60;
const over = new Set(['healed', 'not-healed', 'n/a', 'not-tested']);

/**
 * A view that is redrawn in place: phase, the fault that is on with a countdown, rate and worst latency, counts, each
 * instance. Lines to keep, and each fault's receipt, scroll by above it. The cursor is never hidden, so that a
 * harness that dies leaves a usable terminal.
 */
export function liveProgress(stream: ProgressStream, options: ProgressOptions): Progress {
  const now = options.now ?? (() => performance.now());
  const paint = paintFor(stream, options.environment ?? process.env);
  const start = now();
  const faults = new Map<string, ShownFault>();
  const rates: number[] = [];
  const worst: number[] = [];
  let phase = 'starting';
  let phaseWords = '';
  let trials = 0;
  let load: ProgressLoad | undefined;
  let watch: ProgressWatch | undefined;
  let drawn = 0;
  let ended = false;
  let sampledMs = -Infinity;

  const columns = (): number => stream.columns ?? 80;
  const erase = (): string => (drawn > 0 ? `\u001b[${drawn}A\r\u001b[J` : '');
  const draw = (above = ''): void => {
    if (ended) return;
    const lines = viewLines(
      {
        elapsedMs: now() - start,
        phase,
        phaseWords,
        faults: [...faults.values()],
        trials,
        load,
        watch,
        rates,
        worst,
      },
      paint,
      columns(),
    );
    stream.write(`${erase()}${above}${lines.join('\n')}\n`);
    drawn = lines.length;
  };
  const keepLine = (words: string): void => {
    const kept = plain(words).split('\n');
    draw(`${kept.map((line) => cut(line, Math.max(20, columns() - 1))).join('\n')}\n`);
  };
  const redrawMs = options.redrawMs ?? 250;
  const timer = redrawMs > 0 ? setInterval(() => draw(), redrawMs) : undefined;
  timer?.unref();

  return {
    phase(name, words) {
      phase = name;
      phaseWords = words;
      draw();
    },
    fault(step, fault, target, words, holdMs) {
      const key = `${fault}|${target}`;
      const before = faults.get(key);
      if (step === 'planned') trials++;
      faults.set(key, {
        fault,
        target,
        step,
        words,
        appliedMs: step === 'applied' ? now() - start : before?.appliedMs,
        holdMs: holdMs ?? before?.holdMs,
      });
      if (over.has(step)) faults.delete(key);
      const sign = { bit: paint.bad('▲'), healed: paint.good('✓') }[step] ?? paint.warn('!');
      if (['bit', 'not-bit', 'healed', 'not-healed', 'n/a', 'not-tested'].includes(step))
        draw(
          `${sign} ${cut(plain(`${fault} on ${target} ${step}${words === '' ? '' : `: ${words}`}`), Math.max(20, columns() - 3))}\n`,
        );
      else draw();
    },
    status(newLoad, newWatch) {
      load = newLoad;
      watch = newWatch;
      if (now() - sampledMs >= 1000) {
        sampledMs = now();
        rates.push(newLoad.ratePerSecond);
        worst.push(newLoad.worstMs);
        if (rates.length > keep) rates.shift();
        if (worst.length > keep) worst.shift();
      }
    },
    line: keepLine,
    done() {
      if (ended) return;
      clearInterval(timer);
      stream.write(erase());
      ended = true;
    },
  };
}
