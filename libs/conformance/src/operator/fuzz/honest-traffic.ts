import type { Hex } from '@plimsoll/interface/operator/operation';
import { OperatorContext, type OperatorState } from '../operator-context.ts';
import { Violation } from '../../violation.ts';

/**
 * What somebody who keeps the rules does beside the fuzzer: orders of one unit, one after another, by the last account of the
 * target, for which the fuzzer never signs. Each is accepted and comes to be EXECUTED.
 */
export class HonestTraffic {
  readonly #context: OperatorContext;
  #nonce = 0;
  /** Hashes of the orders that were executed. */
  readonly done: Hex[] = [];

  constructor(state: OperatorState) {
    this.#context = new OperatorContext(state, state.target.nodes[0]!);
  }

  /** Orders until the time is over, and one more after it. What is wrong with the first that fails, or undefined. */
  async until(isOver: () => boolean): Promise<string | undefined> {
    for (let last = false; !last;) {
      last = isOver();
      const mistake = await this.#order();
      if (mistake !== undefined) return mistake;
    }
    return undefined;
  }

  /** One order, from its nonce to its end. */
  async #order(): Promise<string | undefined> {
    const { target, alice } = this.#context;
    const own = target.accounts.at(-1)!;
    try {
      this.#nonce ||= await this.#context.nextNonce(own);
      const signed = this.#context.sign(this.#context.order(own, alice, 1n, this.#nonce), own);
      const hash = await this.#context.accepted(signed);
      const { status } = await this.#context.ended('create-order', own.id, hash);
      if (status !== 'EXECUTED') return `an honest order beside the fuzzer ended ${status}`;
      this.#nonce += 1;
      this.done.push(hash);
      return undefined;
    } catch (error) {
      // Whether it was accepted is not known: the next one asks which nonce is due.
      this.#nonce = 0;
      const words = error instanceof Error ? error.message : String(error);
      const evidence = error instanceof Violation ? error.evidence.join('; ') : '';
      return `an honest order beside the fuzzer: ${words} ${evidence}`.trimEnd();
    }
  }
}
