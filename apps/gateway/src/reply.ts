import type { ServerResponse } from 'node:http';
import type { ErrorBody } from '@plimsoll/interface/outcome/outcome';
import { instanceHeader } from '@plimsoll/interface/sequencer/calls';
import { sequencerErrors } from '@plimsoll/interface/sequencer/errors';

/** A code of the sequencer's error table. */
export type ErrorCode = (typeof sequencerErrors)[number]['code'];

/** Status and body of an error of the gateway's own. */
export function errorReply(code: ErrorCode, message?: string): { status: number; body: string } {
  const row = sequencerErrors.find((each) => each.code === code);
  const body: ErrorBody = { error: { code, message: message ?? row?.description ?? code } };
  return { status: row?.httpStatus ?? 500, body: JSON.stringify(body) };
}

/** Answers in the gateway's own name. */
export function refuse(response: ServerResponse, instance: string, code: ErrorCode, message?: string): void {
  const { status, body } = errorReply(code, message);
  answer(response, instance, status, body);
}

/** Sends a JSON body, unless the reply has begun. */
export function answer(response: ServerResponse, instance: string, status: number, body: string): void {
  if (response.headersSent || response.destroyed) return;
  response.writeHead(status, { 'content-type': 'application/json', [instanceHeader]: instance });
  response.end(body);
}
