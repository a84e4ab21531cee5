import { operationHash } from '@plimsoll/interface/operator/operation-hash';
import type { WriteMethod } from '@plimsoll/interface/operator/params';
import { parseParams } from '@plimsoll/interface/operator/parse-params';
import { checkOperation } from '../intake/check-operation.ts';
import type { Method } from './methods.ts';

/** A documented write: answered when it is registered, which is a promise (RG-01). Account creation has no hash in its answer. */
export function writeMethod(method: WriteMethod): Method {
  return async (params, { accounts, config, intake, metrics, parts, rollup }) => {
    const signed = parseParams(method, params);
    const hash = operationHash(rollup, signed.operation);
    const done = metrics.writeSeconds.startTimer();
    await intake.accept(
      {
        hash,
        operation: signed.operation,
        method,
        paramsText: JSON.stringify(params),
        acceptedBy: config.instance,
        acceptedAtMicros: Date.now() * 1000,
        verified: true,
      },
      () => checkOperation(signed, hash, accounts, parts.intakeRules),
    );
    done();
    return signed.operation.kind === 'create-account' ? { status: 'REGISTERED' } : { operationHash: hash };
  };
}
