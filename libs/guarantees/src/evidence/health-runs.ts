import type { Checker, Evidence, JudgeContext } from '../guarantee.ts';

/** A run of equal answers to the health poll of one instance. */
export interface HealthRun {
  /** null: no answer, or rubbish. */
  readonly ready: boolean | null;
  /** First and last poll of the run, when answered. */
  readonly fromMicros: number;
  toMicros: number;
  polls: number;
  readonly place: number;
  readonly incarnation: string | undefined;
}

/** What every instance said of itself, as runs of equal answers. */
export class HealthRuns implements Evidence {
  readonly #runs = new Map<string, HealthRun[]>();
  readonly #context: JudgeContext;

  constructor(context: JudgeContext) {
    this.#context = context;
  }

  readonly on: Checker['on'] = {
    health: (record) => {
      const runs = this.#runs.get(record.instance) ?? [];
      if (runs.length === 0) this.#runs.set(record.instance, runs);
      const last = runs.at(-1);
      // Another incarnation is another run: what the old one said binds the new one to nothing.
      if (
        last?.ready === record.ready &&
        (record.incarnation === undefined || last.incarnation === record.incarnation)
      ) {
        last.toMicros = Math.max(last.toMicros, record.doneMicros);
        last.polls += 1;
        return;
      }
      runs.push({
        ready: record.ready,
        fromMicros: record.doneMicros,
        toMicros: record.doneMicros,
        polls: 1,
        place: this.#context.place(),
        incarnation: record.incarnation,
      });
    },
  };

  instances(): readonly string[] {
    return [...this.#runs.keys()];
  }

  of(instance: string): readonly HealthRun[] {
    return this.#runs.get(instance) ?? [];
  }

  /** Whether it said ready at every poll between the two moments, and was asked at all. */
  readyThroughout(instance: string, fromMicros: number, toMicros: number): boolean {
    const runs = this.of(instance).filter((run) => run.fromMicros <= toMicros && run.toMicros >= fromMicros);
    return runs.length > 0 && runs.every((run) => run.ready === true);
  }

  /** Whether some poll between the two moments was answered ready. */
  readyWithin(instance: string, fromMicros: number, toMicros: number): boolean {
    return this.of(instance).some(
      (run) => run.ready === true && run.fromMicros <= toMicros && run.toMicros >= fromMicros,
    );
  }
}

/** The health of this run's instances. */
export function healthRuns(context: JudgeContext): HealthRuns {
  return new HealthRuns(context);
}
