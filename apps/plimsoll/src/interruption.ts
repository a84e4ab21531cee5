/**
 * Ctrl-C and SIGTERM: the first asks everything to stop and clean up (the signal of this object), a second one ends
 * the process at once; the testbed's supervisor then cleans up alone.
 */
class Interruption {
  readonly #controller = new AbortController();
  #count = 0;

  constructor() {
    for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      process.on(name, () => {
        this.#count += 1;
        if (this.#count > 1) process.exit(130);
        this.#controller.abort(new Error(`stopped by ${name}`));
      });
    }
  }

  /** Aborted at the first signal. */
  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** True once a signal arrived. */
  get happened(): boolean {
    return this.#controller.signal.aborted;
  }
}

export const interruption: Interruption = new Interruption();
