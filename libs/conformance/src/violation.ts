/** The subject broke the interface. `evidence` are the exchanges that show it, one a line. */
export class Violation extends Error {
  readonly evidence: readonly string[];
  constructor(words: string, evidence: readonly string[] = []) {
    super(words);
    this.name = 'Violation';
    this.evidence = evidence;
  }
}

/** The case cannot be put to this subject, for a reason that only showed while running. */
export class NotApplicable extends Error {
  constructor(reason: string) {
    super(reason);
    this.name = 'NotApplicable';
  }
}
