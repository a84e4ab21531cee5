import type { Hex } from './operation.ts';

/**
 * An account that exists before the first batch, with its funds: the state at root zero. The harness writes them into
 * the file {{accounts}} and pays Σ of their balances into the contract when it deploys it ("initial balances" of RG-10).
 */
export interface GenesisAccount {
  readonly id: number;
  readonly publicKey: Hex;
  /** The operator that manages it. */
  readonly operatorId: number;
  /** Token id to amount, a decimal string. */
  readonly balances: Readonly<Record<string, string>>;
}

/** Contents of the file {{accounts}}. Ids are dense from 0; the next created account follows. */
export interface AccountsFile {
  readonly operatorId: number;
  readonly accounts: readonly GenesisAccount[];
}

/** Root of the state that consists of the genesis accounts: the contract starts with it. */
export const genesisRoot: Hex = `0x${'00'.repeat(32)}`;
