import type { AcknowledgeRecord, BoundsRecord } from '@plimsoll/history/record';
import type { Checker, Evidence, JudgeContext } from '../guarantee.ts';

/** An acknowledgement asked for, with its answer if it had one. */
export interface Acknowledgement {
  readonly member: number;
  readonly askedMicros: number;
  /** -1: no answer. */
  readonly answerMicros: number;
  readonly failed: boolean;
  readonly sentMicros: number;
  readonly doneMicros: number;
  readonly place: number;
}

/** An answered `GET /v1/bounds`; -1 where null. */
export interface Bound {
  readonly member: number;
  readonly lowerMicros: number;
  readonly acknowledgedMicros: number;
  readonly sentMicros: number;
  readonly doneMicros: number;
  readonly instance: string;
  readonly place: number;
}

/** Acknowledgements and bounds, and what they allow to be gone. Few: a member acknowledges every minute or so. */
export class Pruning implements Evidence {
  readonly acknowledgements: Acknowledgement[] = [];
  readonly bounds: Bound[] = [];
  readonly #context: JudgeContext;
  readonly #claimed: boolean;

  constructor(context: JudgeContext) {
    this.#context = context;
    this.#claimed = context.capabilities.includes('pruning');
  }

  readonly on: Checker['on'] = {
    acknowledge: (record) => this.#acknowledge(record),
    bounds: (record) => this.#bound(record),
  };

  /**
   * The slowest enabled member's highest acknowledgement that may have been taken, of those sent before `beforeMicros`
   * (run clock): nothing above it may be pruned. -Infinity while a member has acknowledged nothing.
   */
  slowest(beforeMicros = Infinity): number {
    const highest = new Map<number, number>();
    for (const each of this.acknowledgements) {
      if (each.failed || each.sentMicros >= beforeMicros) continue;
      highest.set(each.member, Math.max(highest.get(each.member) ?? -Infinity, each.askedMicros));
    }
    let slowest = Infinity;
    this.#context.members.forEach((member, index) => {
      if (member.enabled) slowest = Math.min(slowest, highest.get(index) ?? -Infinity);
    });
    return slowest === Infinity ? -Infinity : slowest;
  }

  /** Events at or below this may be gone; -Infinity for a subject that does not prune. */
  limit(): number {
    return this.#claimed ? this.slowest() : -Infinity;
  }

  #acknowledge(record: AcknowledgeRecord): void {
    this.acknowledgements.push({
      member: record.member,
      askedMicros: record.askedMicros,
      answerMicros: record.outcome === 'ok' ? (record.acknowledgedMicros ?? -1) : -1,
      failed: record.outcome === 'fail',
      sentMicros: record.sentMicros,
      doneMicros: record.doneMicros,
      place: this.#context.place(),
    });
  }

  #bound(record: BoundsRecord): void {
    if (record.outcome !== 'ok') return;
    this.bounds.push({
      member: record.member,
      lowerMicros: record.lowerBoundMicros ?? -1,
      acknowledgedMicros: record.acknowledgedMicros ?? -1,
      sentMicros: record.sentMicros,
      doneMicros: record.doneMicros,
      instance: record.servedBy ?? record.instance,
      place: this.#context.place(),
    });
  }
}

/** Acknowledgements and bounds of this run. */
export function pruning(context: JudgeContext): Pruning {
  return new Pruning(context);
}
