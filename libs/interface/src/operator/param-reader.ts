import type { Hex } from './operation.ts';
import { operatorLimits } from './limits.ts';

/** A parameter that does not fit: INVALID_PARAMS, and the message names it. */
export class ParamsMistake extends Error {
  /** Its name in the documentation; `params` where it is about all of them. */
  readonly param: string;
  constructor(param: string, message: string) {
    super(message);
    this.name = 'ParamsMistake';
    this.param = param;
  }
}

/** Reads positional parameters one after another. Every method throws a ParamsMistake that names what does not fit. */
export class ParamReader {
  readonly #params: readonly unknown[];
  #at = 0;

  constructor(params: readonly unknown[]) {
    this.#params = params;
  }

  /** So many bytes as `0x` and hexadecimal digits. */
  bytes(name: string, count: number): Hex {
    return this.#hex(name, (bytes) => bytes === count, `${count} bytes`);
  }

  /** Bytes that nobody interprets. */
  opaque(name: string): Hex {
    const most = operatorLimits.opaqueBytesMax;
    return this.#hex(name, (bytes) => bytes <= most, `at most ${most} bytes`);
  }

  accountId(name: string): number {
    return this.whole(name, 0, 0xffff_ffff);
  }

  tokenId(name: string): number {
    return this.whole(name, 0, 0xffff);
  }

  /** Nonces count from 1: that of the first operation of an account. */
  nonce(name: string): number {
    return this.whole(name, 1, 0xffff_ffff);
  }

  /** A moneyOrderTotalIndex. No order has index 0. */
  orderIndex(name: string): number {
    return this.whole(name, 1, 2 ** 48 - 1);
  }

  whole(name: string, least: number, most: number): number {
    const value = this.#take();
    if (typeof value === 'number' && Number.isSafeInteger(value) && value >= least && value <= most)
      return value;
    return this.#refuse(name, `a whole number from ${least} to ${most} is expected`);
  }

  /** An amount of 64 bits above zero: a number where that is exact, else a decimal string; both are accepted. */
  amount(name: string): bigint {
    const value = this.#take();
    const exact =
      typeof value === 'number'
        ? Number.isSafeInteger(value)
        : typeof value === 'string' && /^[0-9]{1,20}$/.test(value);
    const amount = exact ? BigInt(value as number | string) : 0n;
    if (amount >= 1n && amount <= 0xffff_ffff_ffff_ffffn) return amount;
    return this.#refuse(
      name,
      'a number or a decimal string from 1 to 2^64 - 1 is expected, a string above 2^53 - 1',
    );
  }

  /** One of these texts. */
  choice<Text extends string>(name: string, texts: readonly Text[]): Text {
    const value = this.#take();
    const text = texts.find((each) => each === value);
    return text ?? this.#refuse(name, `one of ${texts.join(', ')} is expected`);
  }

  /** What `read` reads, or undefined where the parameter is null or left out. */
  optional<Value>(read: (reader: this) => Value): Value | undefined {
    if (this.#params[this.#at] === null || this.#params[this.#at] === undefined) {
      this.#at += 1;
      return undefined;
    }
    return read(this);
  }

  /** Takes the next one as it is. */
  skip(): void {
    this.#at += 1;
  }

  /** Nothing may be left. */
  end(): void {
    if (this.#params.length > this.#at)
      throw new ParamsMistake('params', `params: at most ${this.#at} are expected`);
  }

  #take(): unknown {
    this.#at += 1;
    return this.#params[this.#at - 1];
  }

  #hex(name: string, fits: (bytes: number) => boolean, size: string): Hex {
    const value = this.#take();
    if (typeof value === 'string' && /^0x(?:[0-9a-fA-F]{2})*$/.test(value) && fits(value.length / 2 - 1))
      return value.toLowerCase() as Hex;
    return this.#refuse(name, `${size} as 0x and hexadecimal digits are expected`);
  }

  #refuse(name: string, what: string): never {
    throw new ParamsMistake(name, `${name} (parameter ${this.#at}): ${what}`);
  }
}
