/** How a command of Plimsoll ends (design, "Verdicts"): the exit codes that scripts may rely on. */
export const exitCodes = {
  PASS: 0,
  FAIL: 1,
  INCONCLUSIVE: 2,
  INVALID: 3,
  usage: 64,
  prerequisite: 69,
  interrupted: 130,
} as const;
export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

/**
 * An error meant for a person: what happened, why, and what to do. Everything that a user can cause ends as one of
 * these; anything else that reaches the top is a defect of ours and is shown with its stack.
 */
export class Problem extends Error {
  readonly why: string;
  readonly whatToDo: string;
  readonly exitCode: ExitCode;

  constructor(
    what: string,
    why: string,
    whatToDo: string,
    exitCode: ExitCode = exitCodes.usage,
    cause?: unknown,
  ) {
    super(what, cause === undefined ? undefined : { cause });
    this.name = 'Problem';
    this.why = why;
    this.whatToDo = whatToDo;
    this.exitCode = exitCode;
  }

  /** The three lines as printed. */
  override toString(): string {
    return `${this.message}\n  why: ${this.why}\n  do:  ${this.whatToDo}`;
  }
}
