import type { IncomingMessage } from 'node:http';
import { sendLimits } from '@plimsoll/interface/sequencer/send';
import type { BrokenRule } from './broken-rule.ts';
import { Refusal } from './refusal.ts';

/** Reads a body as the interface says: in time, within the limit, JSON in UTF-8. */
export async function requestBody(
  request: IncomingMessage,
  broken: (rule: BrokenRule) => boolean,
): Promise<unknown> {
  const parts: Buffer[] = [];
  let size = 0;
  let late = false;
  const timer = setTimeout(
    () => {
      late = true;
      request.emit('plimsoll-late');
    },
    broken('impatient') ? 500 : sendLimits.requestWithinMs,
  );
  await new Promise<void>((resolve, reject) => {
    request.on('data', (part: Buffer) => {
      size += part.length;
      if (size <= sendLimits.bodyMaxBytes || broken('bodies-unlimited')) parts.push(part);
    });
    request.on('end', resolve).on('plimsoll-late', resolve).on('error', reject);
  });
  clearTimeout(timer);
  if (late) throw new Refusal('REQUEST_TIMEOUT');
  if (size > sendLimits.bodyMaxBytes && !broken('bodies-unlimited')) throw new Refusal('REQUEST_TOO_LARGE');
  const type = request.headers['content-type'] ?? '';
  const plain = /^application\/json(; ?charset="?utf-8"?)?$/i.test(type);
  const encoded = (request.headers['content-encoding'] ?? 'identity') !== 'identity';
  if ((!plain || encoded) && !broken('media-type-ignored')) throw new Refusal('UNSUPPORTED_MEDIA_TYPE');
  try {
    return JSON.parse(
      new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(Buffer.concat(parts)),
    );
  } catch {
    throw new Refusal('MALFORMED_REQUEST');
  }
}
