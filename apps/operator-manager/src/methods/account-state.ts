import { ParamReader } from '@plimsoll/interface/operator/param-reader';
import type { AccountState, EngineClient, RecentAccount } from '../engine/engine-client.ts';
import { Refusal } from '../intake/refusal.ts';
import type { Method } from './methods.ts';

/** `getAccountNonce`: the most recent nonce and redemption index, settled or not (JSON-RPC page). */
export const getAccountNonce: Method = async (params, { engine }) => {
  const id = idOf(params);
  const { nonce, redemptionIndex } = await readAccount<RecentAccount>(engine, `/accounts/recent/${id}`, id);
  return { id, nonce, redemptionIndex };
};

/** `getAccountState`: the account in final state, with its proof. The engine alone has the state (RG-15). */
export const getAccountState: Method = async (params, { accounts, engine }) => {
  const id = idOf(params);
  const account = await accounts.find(id);
  const state = await readAccount<AccountState>(engine, `/state/accounts/${id}`, id);
  return {
    id,
    publicKey: state.publicKey,
    jointEncryptionKey: account?.jointEncryptionKey ?? '0x',
    blindingFactor: null,
    nonce: state.nonce,
    redemptionIndex: state.redemptionIndex,
    balances: state.balances,
    rootHash: state.rootHash,
    merkleProof: state.merkleProof,
  };
};

function idOf(params: readonly unknown[]): number {
  const take = new ParamReader(params);
  const id = take.accountId('accountId');
  take.end();
  return id;
}

async function readAccount<Body>(engine: EngineClient, path: string, id: number): Promise<Body> {
  const body = await engine.read<Body>(path).catch((error: unknown) => {
    throw new Refusal('NOT_READY', `the engine does not answer now: ${(error as Error).message}`);
  });
  if (body === undefined) throw new Refusal('ACCOUNT_NOT_FOUND', `account ${id} is not in final state`);
  return body;
}
