/** How to start one process. */
export interface SpawnSpecification {
  readonly file: string;
  readonly arguments: readonly string[];
  readonly directory: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly uid?: number;
  readonly gid?: number;
  readonly stdoutPath: string;
  readonly stderrPath: string;
}

/** Harness to supervisor. Every request is answered by a reply of the same `id`. */
export type SupervisorRequest = { readonly id: number } & (
  | { readonly ask: 'spawn'; readonly specification: SpawnSpecification }
  /** `family`: the group and all descendants; `group`: the process group alone (a stop signal). */
  | {
      readonly ask: 'signal';
      readonly pid: number;
      readonly signal: NodeJS.Signals;
      readonly to: 'family' | 'group';
    }
  /** SIGKILL to the family, answered when nobody of it is left. */
  | { readonly ask: 'kill'; readonly pid: number }
  | { readonly ask: 'shutdown'; readonly keepData: boolean }
);

/** Supervisor to harness. */
export type SupervisorMessage =
  | { readonly tell: 'reply'; readonly id: number; readonly value: unknown }
  | { readonly tell: 'refusal'; readonly id: number; readonly error: string }
  | { readonly tell: 'ready' }
  | {
      readonly tell: 'exit';
      /** Id of the request that started it: pids may come again. */
      readonly id: number;
      readonly code: number | null;
      readonly signal: string | null;
    }
  /** The output of an exited process is complete in its log files. */
  | { readonly tell: 'drained'; readonly id: number };

/** Reply to `spawn`. */
export interface Spawned {
  readonly pid: number;
  readonly startTicks: number;
}

/** What the supervisor is told on its command line. */
export interface SupervisorOrders {
  readonly token: string;
  readonly dataDirectory: string;
  readonly directory: string;
  readonly file: string;
  readonly groupsFile: string;
  /** Bytes kept of each log file. */
  readonly logBytesMax: number;
}
