import type { KeyObject } from 'node:crypto';
import { signerOf, type Hex, type SignedOperation } from '@plimsoll/interface/operator/operation';
import { publicKeyOf } from '@plimsoll/interface/operator/signature';
import type { IntakeRules } from '@plimsoll/rollup/judge-intake';
import type { AccountBook } from '../store/account-book.ts';
import { Refusal } from './refusal.ts';
import { verifySignature } from './verify-signature.ts';

/**
 * What is checked before a write is accepted: the rule of libs/rollup `judgeIntake`, question by question, since the
 * accounts are in a database here and signatures are verified beside the event loop.
 *
 * @throws Refusal
 */
export async function checkOperation(
  { operation, signature }: SignedOperation,
  hash: Hex,
  accounts: AccountBook,
  rules: IntakeRules,
): Promise<void> {
  if (operation.kind === 'create-account') {
    // The signature first: who cannot sign for a key is told nothing of it.
    await checkSignature(hash, signature, pointOf(operation.publicKey));
    if (await accounts.isKeyTaken(operation.publicKey, hash)) throw new Refusal('PUBLIC_KEY_ALREADY_EXISTS');
    return;
  }
  const id = signerOf(operation) as number;
  const signer = await accounts.find(id);
  if (!signer) throw noAccount(id);
  if (!rules.managesAccount(signer, accounts.operatorId))
    throw new Refusal(
      'ACCOUNT_OF_ANOTHER_OPERATOR',
      `account ${id} is managed by operator ${signer.operatorId}`,
    );
  if (operation.kind === 'create-order' && !(await accounts.find(operation.to)))
    throw noAccount(operation.to);
  await checkSignature(hash, signature, signer.key());
}

function pointOf(publicKey: Hex): KeyObject {
  try {
    return publicKeyOf(publicKey);
  } catch {
    throw new Refusal('INVALID_PARAMS', 'publicKey (parameter 1): it is no point of P-256');
  }
}

async function checkSignature(hash: Hex, signature: Hex, key: KeyObject): Promise<void> {
  if (!(await verifySignature(hash, signature, key))) throw new Refusal('SIGNATURE_INVALID');
}

function noAccount(id: number): Refusal {
  return new Refusal('ACCOUNT_NOT_FOUND', `account ${id} is not in final state`);
}
