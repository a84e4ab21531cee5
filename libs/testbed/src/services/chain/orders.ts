import type { Address } from '../../testbed.ts';

/** What the chain's process is told on its command line, as JSON. */
export interface ChainOrders {
  /** Where JSON-RPC is served. */
  readonly rpc: Address;
  /** Where the harness steers it; no subject has business there. */
  readonly control: Address;
  readonly chainId: number;
  readonly blockMs: number;
  /** A folder of its own, for Hardhat, which wants a project. */
  readonly directory: string;
}

/** What can be asked of the chain's process at its control address: POST, a JSON array of arguments. */
export const chainVerbs = ['status', 'settle', 'reorganise', 'stall', 'resume', 'drop', 'charge'] as const;
export type ChainVerb = (typeof chainVerbs)[number];
