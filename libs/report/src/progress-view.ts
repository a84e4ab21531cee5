import { count, duration } from './figures.ts';
import { plain } from './markup.ts';
import { cut, pad, width } from './paint.ts';
import type { Paint } from './paint.ts';
import type { ProgressLoad, ProgressWatch } from './progress.ts';

/** A fault that is on, or just was. */
export interface ShownFault {
  readonly fault: string;
  readonly target: string;
  readonly step: string;
  readonly words: string;
  readonly appliedMs: number | undefined;
  readonly holdMs: number | undefined;
}

/** All that the live view shows. */
export interface ViewState {
  readonly elapsedMs: number;
  readonly phase: string;
  readonly phaseWords: string;
  readonly faults: readonly ShownFault[];
  readonly trials: number;
  readonly load: ProgressLoad | undefined;
  readonly watch: ProgressWatch | undefined;
  /** Rates and worst latencies of the last seconds, oldest first. */
  readonly rates: readonly number[];
  readonly worst: readonly number[];
}

const instancesAtMost = 12;

/** The lines of the live view, each at most `columns` wide. Pure. */
export function viewLines(state: ViewState, paint: Paint, columns: number): readonly string[] {
  const room = Math.max(20, columns - 1);
  return [
    head(state, paint, room),
    ...(state.faults.length === 0
      ? [paint.soft(cut('  no fault is on', room))]
      : state.faults.map((fault) => faultLine(fault, state.elapsedMs, paint, room))),
    ...loadLines(state, paint, room),
    ...instanceLines(state.watch, paint, room),
  ];
}

function head(state: ViewState, paint: Paint, room: number): string {
  const time = clock(state.elapsedMs);
  const trials = state.trials === 0 ? '' : `  trial ${state.trials}`;
  const left = cut(`⊖ ${plain(state.phase)}${trials}  ${plain(state.phaseWords)}`, room - time.length - 2);
  return `${paint.strong(pad(left, room - time.length))}${time}`;
}

function faultLine(fault: ShownFault, nowMs: number, paint: Paint, room: number): string {
  const name = cut(plain(`${fault.fault} on ${fault.target}`), 40);
  const on = fault.appliedMs !== undefined && !['healing', 'healed', 'not-healed'].includes(fault.step);
  const colour = on ? paint.bad : paint.warn;
  const left =
    on && fault.holdMs !== undefined && fault.appliedMs !== undefined
      ? countdown(nowMs - fault.appliedMs, fault.holdMs)
      : '';
  const tail = cut(
    plain(`${fault.step}${fault.words === '' ? '' : `: ${fault.words}`}`),
    room - width(name) - width(left) - 7,
  );
  return cutStyled(
    `  ${colour('▲')} ${colour(name)}  ${left}${left === '' ? '' : '  '}${paint.soft(tail)}`,
    room,
  );
}

/** A bar that runs out, with the time that is left. */
function countdown(passedMs: number, holdMs: number): string {
  const left = Math.max(0, holdMs - passedMs);
  const cells = Math.round((10 * left) / Math.max(1, holdMs));
  return `${'█'.repeat(cells)}${'░'.repeat(10 - cells)} ${(left / 1000).toFixed(1)} s`;
}

function loadLines(state: ViewState, paint: Paint, room: number): readonly string[] {
  const { load } = state;
  if (load === undefined) return [paint.soft(cut('  no load yet', room))];
  const counts = [
    `ok ${count(load.ok)}`,
    `refused ${count(load.fail)}`,
    `unknown ${count(load.info)}`,
    `in flight ${count(load.inFlight)}`,
    `acknowledged ${count(load.acknowledged)}`,
  ].join('   ');
  const sparkRoom = Math.max(0, Math.min(60, room - 24));
  return [
    cutStyled(
      `  ${pad(`${count(load.ratePerSecond)}/s`, 10)}${pad('rate', 8)}${paint.good(spark(state.rates, sparkRoom, false))}`,
      room,
    ),
    cutStyled(
      `  ${pad(duration(load.worstMs), 10)}${pad('worst', 8)}${paint.warn(spark(state.worst, sparkRoom, true))}`,
      room,
    ),
    paint.soft(cut(`  ${counts}`, room)),
  ];
}

const blocks = '▁▂▃▄▅▆▇█';

/** The last values as a row of blocks, one a value; on a logarithmic scale from 1 if asked. */
export function spark(values: readonly number[], columns: number, logarithmic: boolean): string {
  const shown = values.slice(-columns).map((value) => (logarithmic ? Math.log10(Math.max(1, value)) : value));
  const top = Math.max(...shown, logarithmic ? 2 : 1);
  return shown
    .map((value) => blocks[Math.min(7, Math.max(0, Math.round((value / top) * 7)))] ?? ' ')
    .join('');
}

function instanceLines(watch: ProgressWatch | undefined, paint: Paint, room: number): readonly string[] {
  if (watch === undefined) return [];
  const names = [
    ...new Set([
      ...Object.keys(watch.health),
      ...Object.keys(watch.probes).map((key) => key.split('|')[2] ?? ''),
    ]),
  ].sort();
  const longest = Math.min(28, Math.max(0, ...names.map((name) => width(plain(name)))));
  const lines = names.slice(0, instancesAtMost).map((name) => {
    const ready = watch.health[name]?.ready;
    const state =
      ready === true
        ? paint.good('● ready    ')
        : ready === false
          ? paint.warn('◐ not ready')
          : paint.bad('○ no answer');
    const probe = (kind: string): string => {
      const all = Object.entries(watch.probes).filter(
        ([key]) => key.startsWith(`${kind}|`) && key.split('|')[2] === name,
      );
      if (all.length === 0) return '';
      const failing = all.filter(([, { ok }]) => !ok).length;
      return failing === 0 ? `  ${kind}s go` : paint.bad(`  ${kind}s stop`);
    };
    return cutStyled(
      `  ${pad(cut(plain(name), longest), longest)}  ${state}${probe('write')}${probe('read')}`,
      room,
    );
  });
  return names.length > instancesAtMost
    ? [...lines, cut(`  and ${names.length - instancesAtMost} more`, room)]
    : lines;
}

/** A styled line that is too wide loses its styles and then its end. */
function cutStyled(line: string, room: number): string {
  if (width(line) <= room) return line;
  // oxlint-disable-next-line no-control-regex -- escape sequences of our own
  return cut(line.replace(/\u001b\[[0-9;]*m/g, ''), room);
}

function clock(ms: number): string {
  const seconds = Math.floor(ms / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}
