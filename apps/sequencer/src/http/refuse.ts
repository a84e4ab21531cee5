import type { FastifyError, FastifyReply } from 'fastify';
import type { ErrorBody } from '@plimsoll/interface/outcome/outcome';
import { sequencerErrors } from '@plimsoll/interface/sequencer/errors';

/** A code of the sequencer's error table. */
export type ErrorCode = (typeof sequencerErrors)[number]['code'];

const rows = new Map(sequencerErrors.map((row) => [row.code, row]));

/** Thrown anywhere in a request: becomes the reply. */
export class Refusal extends Error {
  readonly code: ErrorCode;
  constructor(code: ErrorCode, message?: string) {
    super(message ?? rows.get(code)?.description ?? code);
    this.name = 'Refusal';
    this.code = code;
  }
}

/** HTTP status of a code. */
export function statusOf(code: ErrorCode): number {
  return rows.get(code)?.httpStatus ?? 500;
}

/** The body that carries a code. */
export function errorBody(code: ErrorCode, message: string): ErrorBody {
  return { error: { code, message } };
}

/** Sends an error of the table. */
export function refuse(reply: FastifyReply, code: ErrorCode, message?: string): FastifyReply {
  return reply.code(statusOf(code)).send(errorBody(code, message ?? rows.get(code)?.description ?? code));
}

const framework: Readonly<Record<string, ErrorCode>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: 'REQUEST_TOO_LARGE',
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'UNSUPPORTED_MEDIA_TYPE',
  FST_ERR_ROUTE_MAX_PARAM_LENGTH_EXCEEDED: 'NOT_FOUND',
};

/** Any error of a request as a code: what the client got wrong is never our fault, and the other way round. */
export function codeOf(error: Partial<FastifyError> & Error): ErrorCode {
  if (error instanceof Refusal) return error.code;
  const known = framework[error.code ?? ''];
  if (known) return known;
  if (error.validation) return 'MALFORMED_REQUEST';
  const status = error.statusCode ?? 500;
  return status >= 400 && status < 500 ? 'MALFORMED_REQUEST' : 'INTERNAL';
}
