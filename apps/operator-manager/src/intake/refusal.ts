import { operatorErrors, type OperatorErrorCode } from '@plimsoll/interface/operator/errors';

const rows = new Map(operatorErrors.map((row) => [row.code as OperatorErrorCode, row]));

/** Thrown anywhere in a call: becomes its error. */
export class Refusal extends Error {
  readonly code: OperatorErrorCode;
  constructor(code: OperatorErrorCode, message?: string) {
    super(message ?? rows.get(code)?.description ?? code);
    this.name = 'Refusal';
    this.code = code;
  }
}

/** The `error` member of a JSON-RPC reply. */
export function rpcError(
  code: OperatorErrorCode,
  message?: string,
): { code: number; message: string; data: { code: string } } {
  const row = rows.get(code);
  return { code: row?.rpcCode ?? -32603, message: message ?? row?.description ?? code, data: { code } };
}

/** HTTP status that carries a code. */
export function httpStatusOf(code: OperatorErrorCode): number {
  return rows.get(code)?.httpStatus ?? 500;
}
