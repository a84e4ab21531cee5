import type { Plan } from '@plimsoll/history/plan';
import type { Checker } from '../guarantee.ts';
import type { RunVerdict } from '../verdict.ts';
import { Growable } from './growable.ts';

type Lane = RunVerdict['timeline']['lanes'][number];
export type LaneState = Lane['spans'][number]['state'];

const healthStates = ['ready', 'not ready', 'no answer'] as const;
/** Changes of health kept for one instance; a lane cannot show more, and a flapping subject must not fill memory. */
const changesAtMost = 4000;

/** What became of one instance, from health polls and from what the testbed did to its process. */
export interface InstanceHistory {
  /** µs of each change of health, and beside it the index in `healthStates`. */
  readonly healthAt: Growable;
  readonly healthIs: Growable;
  readonly process: { readonly atMicros: number; readonly event: string }[];
  /** Process events that lie before the latest poll. */
  processSeen: number;
  lastHealth: number;
  lastMicros: number;
}

/** Collects, for each instance of the plan, how it was over time. */
export function laneRecorder(plan: Pick<Plan, 'nodes' | 'gateways'>): {
  readonly on: Checker['on'];
  /** Lanes for the timeline, up to `endMicros`. */
  lanes(endMicros: number): readonly Lane[];
  /**
   * When, at or after `fromMicros`, `wanted` was first seen at `instance`, µs; null if not before `limitMicros`. With
   * `changedWithin`, only a change counts that came no longer than that before `fromMicros`.
   */
  firstSeen(
    instance: string,
    wanted: (state: (typeof healthStates)[number]) => boolean,
    fromMicros: number,
    limitMicros: number,
    changedWithin?: number,
  ): number | null;
  processEvents(instance: string): readonly { readonly atMicros: number; readonly event: string }[];
} {
  const all = new Map<string, InstanceHistory>();
  for (const { name } of [...plan.nodes, ...plan.gateways])
    all.set(name, {
      healthAt: new Growable(),
      healthIs: new Growable(),
      process: [],
      processSeen: 0,
      lastHealth: -1,
      lastMicros: 0,
    });
  return {
    on: {
      process(record) {
        const one = all.get(record.instance);
        if (one !== undefined && one.process.length < changesAtMost)
          one.process.push({ atMicros: record.atMicros, event: record.event });
      },
      health(record) {
        const one = all.get(record.instance);
        if (one === undefined) return;
        const state = record.ready === true ? 0 : record.ready === false ? 1 : 2;
        // A poll that was never answered says so about the time it was sent, not the time it gave up.
        const atMicros = state === 2 ? record.sentMicros : record.doneMicros;
        one.lastMicros = Math.max(one.lastMicros, atMicros);
        // Something happened to the process since the last poll: what is seen now counts afresh, though it be the same.
        let afresh = false;
        while ((one.process[one.processSeen]?.atMicros ?? Infinity) <= atMicros) {
          one.processSeen++;
          afresh = true;
        }
        if ((state === one.lastHealth && !afresh) || one.healthAt.length >= changesAtMost) return;
        one.lastHealth = state;
        one.healthAt.push(atMicros);
        one.healthIs.push(state);
      },
    },
    lanes: (endMicros) => [...all].map(([name, one]) => ({ name, spans: spans(one, endMicros) })),
    firstSeen(instance, wanted, fromMicros, limitMicros, changedWithin = Infinity) {
      const one = all.get(instance);
      if (one === undefined) return null;
      const stateAt = (index: number) => healthStates[one.healthIs.at(index)] ?? 'no answer';
      for (let index = 0; index < one.healthAt.length; index++) {
        if (one.healthAt.at(index) < fromMicros - changedWithin) continue;
        const until = index + 1 < one.healthAt.length ? one.healthAt.at(index + 1) : one.lastMicros + 1;
        const seenAt = Math.max(one.healthAt.at(index), fromMicros);
        if (seenAt < until && seenAt < limitMicros && wanted(stateAt(index))) return seenAt;
      }
      return null;
    },
    processEvents: (instance) => all.get(instance)?.process ?? [],
  };
}

function spans(one: InstanceHistory, endMicros: number): Lane['spans'] {
  const changes: { at: number; health?: LaneState; process?: string }[] = one.process.map((event) => ({
    at: event.atMicros,
    process: event.event,
  }));
  for (let index = 0; index < one.healthAt.length; index++)
    changes.push({ at: one.healthAt.at(index), health: healthStates[one.healthIs.at(index)] ?? 'no answer' });
  changes.sort((a, b) => a.at - b.at);

  let up = false;
  let paused = false;
  let health: LaneState = 'not ready';
  const result: { fromMs: number; toMs: number; state: LaneState }[] = [];
  for (const [index, change] of changes.entries()) {
    if (change.health !== undefined) {
      health = change.health;
      if (health === 'ready') up = true;
    }
    if (change.process === 'started') [up, paused, health] = [true, false, 'not ready'];
    else if (change.process === 'ready') [up, health] = [true, 'ready'];
    else if (change.process === 'paused') paused = true;
    else if (change.process === 'resumed') paused = false;
    else if (change.process !== undefined && ['exited', 'killed', 'stopped'].includes(change.process))
      [up, paused] = [false, false];
    const state: LaneState = paused ? 'paused' : up ? health : 'down';
    const fromMs = change.at / 1000;
    const toMs = (changes[index + 1]?.at ?? endMicros) / 1000;
    const last = result.at(-1);
    if (last !== undefined && last.state === state) last.toMs = toMs;
    else if (toMs > fromMs) result.push({ fromMs, toMs, state });
  }
  return result;
}
