import type { Hex } from '@plimsoll/interface/operator/operation';

/** Words of 32 bytes of ABI-encoded data, read by hand: the second observer shares no decoder with the first. */
export class AbiWords {
  readonly #bytes: Buffer;

  /** `hex` without selector. */
  constructor(hex: Hex) {
    this.#bytes = Buffer.from(hex.slice(2), 'hex');
  }

  bytes32(word: number): Hex {
    return `0x${this.#word(word).toString('hex')}`;
  }

  number(word: number): number {
    return Number(this.big(word));
  }

  big(word: number): bigint {
    return BigInt(this.bytes32(word));
  }

  address(word: number): Hex {
    return `0x${this.#word(word).subarray(12).toString('hex')}`;
  }

  /** Bytes of variable length, whose offset stands at `word`. */
  bytes(word: number): Hex {
    const at = this.number(word);
    const length = Number(BigInt(`0x${this.#bytes.subarray(at, at + 32).toString('hex')}`));
    if (at + 32 + length > this.#bytes.length) throw new Error('the encoded bytes end early');
    return `0x${this.#bytes.subarray(at + 32, at + 32 + length).toString('hex')}`;
  }

  #word(word: number): Buffer {
    const bytes = this.#bytes.subarray(32 * word, 32 * word + 32);
    if (bytes.length < 32) throw new Error(`there is no word ${word}`);
    return bytes;
  }
}
