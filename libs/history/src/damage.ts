import { exitCodes, Problem } from '@plimsoll/interface/problem/problem';

/** A history that is not what was written: names the file and the line (counted from 1; 0 where it concerns the whole file). Exit code 3. */
export class HistoryDamage extends Problem {
  readonly path: string;
  readonly line: number;

  constructor(path: string, line: number, why: string, cause?: unknown) {
    super(
      line > 0 ? `${path}:${line} is damaged` : `${path} is damaged`,
      why,
      'Judge an untouched copy of the output folder, or run again; nothing can be concluded from this one.',
      exitCodes.INVALID,
      cause,
    );
    this.name = 'HistoryDamage';
    this.path = path;
    this.line = line;
  }
}
