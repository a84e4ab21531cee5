import type { ReadableChain } from '../../client.ts';
import { OrderPlaces } from '../chain/chain-operations.ts';
import { type ChainRecord, headNumber, readBlock } from '../chain/raw-block.ts';
import type { ChainClient } from './final-clients.ts';

/** Blocks asked for at a time; they are told in order. */
const abreast = 16;

/** The second observer's way to the chain: plain JSON-RPC, decoded by hand. */
export class RawChain implements ChainClient {
  readonly #chain: ReadableChain;
  readonly #clock: () => number;

  constructor(chain: ReadableChain, clock: () => number) {
    this.#chain = chain;
    this.#clock = clock;
  }

  async read(take: (record: ChainRecord) => void): Promise<void> {
    const head = await headNumber(this.#chain);
    const places = new OrderPlaces();
    for (let from = 0; from <= head; from += abreast) {
      const numbers = Array.from({ length: Math.min(abreast, head - from + 1) }, (_, n) => from + n);
      const blocks = await Promise.all(
        numbers.map((number) => readBlock(this.#chain, number, { observer: 'second', clock: this.#clock })),
      );
      blocks.forEach((read, index) => {
        if (read === undefined) throw new Error(`block ${from + index} is gone while it is read`);
        for (const record of read.records) take(record.kind === 'batch' ? places.place(record) : record);
      });
    }
  }
}
