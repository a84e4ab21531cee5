import type { Events } from './evidence/events.ts';
import type { JudgeContext } from './guarantee.ts';

/** A member's name, as witnesses name it. */
export function memberName(context: JudgeContext, member: number): string {
  return context.members[member]?.name ?? `member ${member}`;
}

/** `message 17`, or what stands there instead. */
export function messageName(id: number): string {
  return id < 0 ? 'an event that is none of ours' : `message ${id}`;
}

/** `the event of message 17 at 1700000000000123`. */
export function eventName(events: Events, slot: number): string {
  return `${messageName(events.id[slot] as number)} at ${events.timestamp[slot]}`;
}

/** Run clock in seconds with milliseconds, as a reader finds it in the timeline. */
export function runTime(micros: number): string {
  return `${(micros / 1e6).toFixed(3)} s`;
}

/** `12 ms`, `3.4 s`. */
export function duration(milliseconds: number): string {
  return milliseconds < 1000 ? `${Math.round(milliseconds)} ms` : `${(milliseconds / 1000).toFixed(1)} s`;
}
