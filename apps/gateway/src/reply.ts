import type { ServerResponse } from 'node:http';
import { instanceHeader } from '@plimsoll/interface/sequencer/calls';
import type { Config } from './config.ts';
import { dialectOf } from './dialect/dialect-of.ts';
import type { GatewayCode } from './dialect/dialect.ts';

/** In whose name, and in which words, a gateway answers. */
export type Speaker = Pick<Config, 'instance' | 'system'>;

/** Status and body of an error of the gateway's own. */
export function errorReply(
  { system }: Pick<Speaker, 'system'>,
  code: GatewayCode,
  message?: string,
  requestBody?: Buffer,
): { status: number; body: string } {
  return dialectOf(system).errorReply(code, message, requestBody);
}

/** Answers in the gateway's own name. */
export function refuse(
  response: ServerResponse,
  speaker: Speaker,
  code: GatewayCode,
  message?: string,
  requestBody?: Buffer,
): void {
  const { status, body } = errorReply(speaker, code, message, requestBody);
  answer(response, speaker.instance, status, body);
}

/** Sends a JSON body, unless the reply has begun. */
export function answer(response: ServerResponse, instance: string, status: number, body: string): void {
  if (response.headersSent || response.destroyed) return;
  response.writeHead(status, { 'content-type': 'application/json', [instanceHeader]: instance });
  response.end(body);
}
