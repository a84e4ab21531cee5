import { createPrivateKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import type { AccountsFile } from '@plimsoll/interface/operator/accounts';
import { operationHash, rollupId } from '@plimsoll/interface/operator/operation-hash';
import type { Hex, Operation } from '@plimsoll/interface/operator/operation';
import { paramsOf, writeMethods } from '@plimsoll/interface/operator/params';
import { pointOf, signHash } from '@plimsoll/interface/operator/signature';
import type { Registration } from '../src/engine/intake.ts';

/** Accounts with their keys, as the harness makes them. */
export interface TestAccounts {
  readonly file: AccountsFile;
  readonly keys: readonly KeyObject[];
}

/** So many accounts of operator 1, each with so much of token 0. */
export function makeAccounts(count: number, balance = 100n): TestAccounts {
  const keys = Array.from({ length: count }, () =>
    createPrivateKey(
      generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ format: 'pem', type: 'pkcs8' }),
    ),
  );
  const accounts = keys.map((key, id) => ({
    id,
    publicKey: pointOf(key),
    operatorId: 1,
    balances: { '0': balance.toString() },
  }));
  return { file: { operatorId: 1, accounts }, keys };
}

/** Signs an operation and writes it as a manager registers it. */
export function registration(
  rollup: { readonly chainId: number; readonly contract: Hex },
  operation: Operation,
  key: KeyObject,
): Registration {
  const hash = operationHash(rollupId(rollup.chainId, rollup.contract), operation);
  const params = paramsOf({ operation, signature: signHash(hash, key) });
  return { hash, method: writeMethods[operation.kind], params };
}

/** An order, all but the numbers made up. */
export function order(from: number, to: number, amount: bigint, nonce: number): Operation {
  return {
    kind: 'create-order',
    from,
    to,
    tokenId: 0,
    amount,
    nonce,
    blindingFactor: `0x${'11'.repeat(32)}`,
    encryptedMoneyOrder: '0x22',
    randomizationFactor: '0x33',
  };
}
