import { getBytes } from 'ethers';

/** What the bytes of a transaction cost before anything is executed, in gas. */
export interface CalldataGas {
  /** Least that the transaction costs, however little it executes (EIP-7623: 10 a token). */
  readonly floor: number;
  /** What is paid beside execution, where that comes to more than the floor (4 a token). */
  readonly standard: number;
}

const BASE = 21_000;

/** By the calldata of a transaction: a zero byte is one token, any other four. */
export function calldataGas(data: string): CalldataGas {
  const tokens = getBytes(data).reduce((sum, byte) => sum + (byte === 0 ? 1 : 4), 0);
  return { floor: BASE + 10 * tokens, standard: BASE + 4 * tokens };
}
