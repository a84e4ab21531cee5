import type { OperatorErrorCode } from '@plimsoll/interface/operator/errors';
import { signerOf, type Hex, type SignedOperation } from '@plimsoll/interface/operator/operation';
import { publicKeyOf, verifyHash } from '@plimsoll/interface/operator/signature';
import type { KeyObject } from 'node:crypto';

/** What the intake needs to know of an account in final state. */
export interface KnownAccount {
  readonly publicKey: Hex;
  readonly operatorId: number;
}

/** What a manager knows when a write arrives. */
export interface IntakeView {
  readonly operatorId: number;
  readonly account: (id: number) => KnownAccount | undefined;
  /** Whether an account with this key exists or is registered. */
  readonly isKeyTaken: (publicKey: Hex) => boolean;
  /** Key objects are dear to make; whoever asks may keep them. Throws for what is no point of the curve. */
  readonly keyOf?: (publicKey: Hex) => KeyObject;
}

/** A refusal before anything was accepted (RG-17). */
export interface IntakeRefusal {
  readonly code: OperatorErrorCode;
  readonly message: string;
}

/** Rules of the intake that a broken operator may lack. */
export interface IntakeRules {
  /** RG-20. */
  readonly managesAccount: (account: KnownAccount, operatorId: number) => boolean;
}

/** The rules of the reference operator. */
export const soundIntake: IntakeRules = {
  managesAccount: (account, operatorId) => account.operatorId === operatorId,
};

/**
 * What a manager checks before it accepts: accounts known and its own, signature over this very hash by the account's key. Nonce, balance and
 * order are judged when it is executed, not here: this instance's view of them is not what decides (RG-06). An operation whose hash is known
 * already is not asked again: it is answered as before.
 */
export function judgeIntake(
  { operation, signature }: SignedOperation,
  hash: Hex,
  view: IntakeView,
  rules: IntakeRules = soundIntake,
): IntakeRefusal | undefined {
  if (operation.kind === 'create-account') {
    // The signature first: who cannot sign for a key is told nothing of it.
    const refusal = judgeSignature(hash, signature, operation.publicKey, view);
    if (refusal) return refusal;
    return view.isKeyTaken(operation.publicKey)
      ? {
          code: 'PUBLIC_KEY_ALREADY_EXISTS',
          message: 'An account with this public key exists or is registered.',
        }
      : undefined;
  }
  const id = signerOf(operation) as number;
  const signer = view.account(id);
  if (signer === undefined) return noAccount(id);
  if (!rules.managesAccount(signer, view.operatorId))
    return {
      code: 'ACCOUNT_OF_ANOTHER_OPERATOR',
      message: `Account ${id} is managed by operator ${signer.operatorId}.`,
    };
  const other = operation.kind === 'create-order' ? operation.to : undefined;
  if (other !== undefined && view.account(other) === undefined) return noAccount(other);
  return judgeSignature(hash, signature, signer.publicKey, view);
}

function judgeSignature(
  hash: Hex,
  signature: Hex,
  publicKey: Hex,
  { keyOf = publicKeyOf }: IntakeView,
): IntakeRefusal | undefined {
  let key: KeyObject;
  try {
    key = keyOf(publicKey);
  } catch {
    return { code: 'INVALID_PARAMS', message: 'publicKey is no point of P-256.' };
  }
  if (verifyHash(hash, signature, key)) return undefined;
  return {
    code: 'SIGNATURE_INVALID',
    message: `The signature is not that of the account's key over ${hash}.`,
  };
}

function noAccount(id: number): IntakeRefusal {
  return { code: 'ACCOUNT_NOT_FOUND', message: `Account ${id} is not in final state.` };
}
