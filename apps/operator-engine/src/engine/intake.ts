import type { KeyObject } from 'node:crypto';
import { operationHash } from '@plimsoll/interface/operator/operation-hash';
import { signerOf, type Hex, type SignedOperation } from '@plimsoll/interface/operator/operation';
import { isWriteMethod, parseParams } from '@plimsoll/interface/operator/parse-params';
import { ParamsMistake } from '@plimsoll/interface/operator/param-reader';
import { publicKeyOf, verifyHash } from '@plimsoll/interface/operator/signature';
import { accountOf, type State } from '@plimsoll/rollup/state';
import type { Outcomes } from './outcomes.ts';

/** An operation as a manager registers it. */
export interface Registration {
  readonly hash: Hex;
  readonly method: string;
  readonly params: readonly unknown[];
  /** The own manager has checked the signature itself, in the call that brought the operation: it is not checked twice. */
  readonly verified?: boolean;
}

/** Why an operation was not registered. */
export interface RefusedRegistration {
  readonly hash: Hex;
  readonly code: 'INVALID_PARAMS' | 'HASH_MISMATCH' | 'SIGNATURE_INVALID';
  readonly message: string;
}

/** What became of a call. `full`: those before it are registered, it and those after it are not. */
export interface IntakeResult {
  readonly registered: number;
  readonly refused: readonly RefusedRegistration[];
  readonly full: boolean;
}

/** Takes operations in and checks that they are what their account signed, unless that is done or the origin is trusted. */
export interface Intake {
  readonly register: (operations: readonly Registration[], claim: 'asked' | 'owed') => IntakeResult;
  /** Not checked yet, since the account that signed is not there yet: in no batch until it is. */
  readonly isUnchecked: (hash: Hex) => boolean;
  /** Looks at those again; what turns out to be wrong is put aside. */
  readonly recheck: () => void;
}

/** Key objects kept; making one costs more than verifying with it. */
const keysMax = 50_000;

/** @param rollup id of the rollup, which every hash covers; @param onRegistered told of each new one */
export function createIntake(
  rollup: Hex,
  trustOrigin: boolean,
  outcomes: Outcomes,
  head: () => State,
  onRegistered: (hash: Hex) => void,
): Intake {
  const keys = new Map<Hex, KeyObject>();
  const unchecked = new Set<Hex>();

  const keyOf = (publicKey: Hex): KeyObject => {
    const known = keys.get(publicKey) ?? publicKeyOf(publicKey);
    if (keys.size >= keysMax) keys.clear();
    keys.set(publicKey, known);
    return known;
  };

  const check = ({ operation, signature }: SignedOperation, hash: Hex): 'good' | 'bad' | 'unknown' => {
    const signer = signerOf(operation);
    const publicKey =
      operation.kind === 'create-account'
        ? operation.publicKey
        : accountOf(head(), signer as number)?.publicKey;
    if (publicKey === undefined) return 'unknown';
    try {
      return verifyHash(hash, signature, keyOf(publicKey)) ? 'good' : 'bad';
    } catch {
      return 'bad'; // No point of the curve.
    }
  };

  const read = (registration: Registration): SignedOperation | RefusedRegistration => {
    const { hash, method, params } = registration;
    if (!isWriteMethod(method))
      return { hash, code: 'INVALID_PARAMS', message: `${method.slice(0, 60)} is no method that writes` };
    try {
      const signed = parseParams(method, params);
      if (operationHash(rollup, signed.operation) !== hash)
        return { hash, code: 'HASH_MISMATCH', message: 'the parameters have another operation hash' };
      return signed;
    } catch (error) {
      if (!(error instanceof ParamsMistake)) throw error;
      return { hash, code: 'INVALID_PARAMS', message: error.message };
    }
  };

  return {
    register: (operations, claim) => {
      const refused: RefusedRegistration[] = [];
      let registered = 0;
      for (const registration of operations) {
        const { hash } = registration;
        if (outcomes.book.has(hash)) {
          registered += 1;
          continue;
        }
        const signed = read(registration);
        if ('code' in signed) {
          refused.push(signed);
          continue;
        }
        const checked = trustOrigin || registration.verified === true ? 'good' : check(signed, hash);
        if (checked === 'bad') {
          refused.push({ hash, code: 'SIGNATURE_INVALID', message: 'not signed by the account' });
          continue;
        }
        if (outcomes.book.add({ ...signed, hash, sinceMs: performance.now() }, claim) === 'full')
          return { registered, refused, full: true };
        if (checked === 'unknown') unchecked.add(hash);
        registered += 1;
        onRegistered(hash);
      }
      return { registered, refused, full: false };
    },
    isUnchecked: (hash) => unchecked.has(hash),
    recheck: () => {
      for (const hash of unchecked) {
        const entry = outcomes.book.get(hash);
        const checked = entry ? check(entry, hash) : 'good';
        if (checked === 'unknown') continue;
        unchecked.delete(hash);
        if (checked === 'bad') outcomes.quarantine(hash);
      }
    },
  };
}
