import { sequencerErrors } from '@plimsoll/interface/sequencer/errors';
import type { SequencerErrorCode } from '@plimsoll/interface/sequencer/operations';

/** Ends a request of the double with an error of the table. */
export class Refusal extends Error {
  readonly code: SequencerErrorCode;
  constructor(code: SequencerErrorCode) {
    super(code);
    this.code = code;
  }

  get status(): number {
    return sequencerErrors.find((row) => row.code === this.code)!.httpStatus;
  }
}
