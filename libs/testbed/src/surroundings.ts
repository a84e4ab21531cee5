import type { Supervisor } from './supervisor/supervisor.ts';
import type { TestbedOptions } from './testbed.ts';

/** What every part of a testbed is given: who starts processes, who is told, and where files go. */
export interface Surroundings {
  readonly supervisor: Supervisor;
  readonly onProcess: NonNullable<TestbedOptions['onProcess']>;
  readonly logDirectory: string;
  readonly dataDirectory: string;
  readonly clocksDirectory: string;
  /** libfaketime, when clocks are wanted and it is there. */
  readonly library: string | undefined;
}
