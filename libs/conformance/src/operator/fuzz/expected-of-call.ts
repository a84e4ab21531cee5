import type { OperatorErrorCode } from '@plimsoll/interface/operator/errors';
import { operatorMethods } from '@plimsoll/interface/operator/methods';
import { operationHash } from '@plimsoll/interface/operator/operation-hash';
import { signerOf, type Hex } from '@plimsoll/interface/operator/operation';
import { isWriteMethod, parseParams } from '@plimsoll/interface/operator/parse-params';
import { publicKeyOf, verifyHash } from '@plimsoll/interface/operator/signature';
import type { WriteMethod } from '@plimsoll/interface/operator/params';
import { paramsFit } from './params-fit.ts';

/** What must be answered to one call. */
export interface ExpectedCall {
  /** Of the answer; undefined: any. */
  readonly id: string | number | null | undefined;
  /** Whether it may be served; undefined: served or refused, as the subject's state has it. */
  readonly served: false | undefined;
  /** If given, a refusal has one of these codes. */
  readonly codes?: readonly OperatorErrorCode[];
  /** A refusal has none of these. */
  readonly never?: readonly OperatorErrorCode[];
}

/** What the model knows of the subject. */
export interface CallJudge {
  readonly rollup: Hex;
  readonly capabilities: readonly string[];
  /** Keys of the accounts that exist from the start, by id. */
  readonly keys: ReadonlyMap<number, Hex>;
}

/** What must be answered to a call, whatever it is; undefined where nothing is (no id). */
export function expectedOfCall(call: unknown, judge: CallJudge): ExpectedCall | undefined {
  const refused = (id: ExpectedCall['id'], ...codes: readonly OperatorErrorCode[]): ExpectedCall => ({
    id,
    served: false,
    codes,
  });
  if (typeof call !== 'object' || call === null || Array.isArray(call))
    return refused(null, 'INVALID_REQUEST');
  const { jsonrpc, method, params = [], id } = call as Record<string, unknown>;
  if (id !== undefined && id !== null && typeof id !== 'string' && typeof id !== 'number')
    return refused(null, 'INVALID_REQUEST');
  if (jsonrpc !== '2.0' || typeof method !== 'string') return refused(id ?? null, 'INVALID_REQUEST');
  if (id === undefined) return undefined;
  const known = operatorMethods.find((each) => each.name === method);
  if (known === undefined) return refused(id, 'METHOD_NOT_FOUND');
  if (known.capability !== undefined && !judge.capabilities.includes(known.capability))
    return { id, served: undefined };
  if (!Array.isArray(params)) return refused(id, 'INVALID_PARAMS');
  const fit = paramsFit(known, params);
  if (fit === false) return refused(id, 'INVALID_PARAMS');
  const never = fit === true ? (['INVALID_PARAMS', 'METHOD_NOT_FOUND'] as const) : [];
  return fit === true && isWriteMethod(method) && !isSigned(method, params, judge)
    ? { id, served: false }
    : { id, served: undefined, never };
}

/** Whether a write that fits is signed by its account. True also where the account may have been made meanwhile. */
function isSigned(method: WriteMethod, params: readonly unknown[], judge: CallJudge): boolean {
  const { operation, signature } = parseParams(method, params);
  const key =
    operation.kind === 'create-account' ? operation.publicKey : judge.keys.get(signerOf(operation) as number);
  if (key === undefined) return true;
  try {
    return verifyHash(operationHash(judge.rollup, operation), signature, publicKeyOf(key));
  } catch {
    // A key that is no point of the curve has signed nothing.
    return false;
  }
}
