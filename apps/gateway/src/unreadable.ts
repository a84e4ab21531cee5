import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { instanceHeader } from '@plimsoll/interface/sequencer/calls';
import type { GatewayCode } from './dialect/dialect.ts';
import { errorReply, refuse, type Speaker } from './reply.ts';

/** What never becomes an ordinary request is still answered from the error table, and its connection closed. */
export function answerUnreadable(server: Server, speaker: Speaker): void {
  const answer = (socket: Duplex, code: GatewayCode): void => {
    if (!socket.writable) return;
    const { status, body } = errorReply(speaker, code);
    socket.end(
      `HTTP/1.1 ${status} Refused\r\n${instanceHeader}: ${speaker.instance}\r\ncontent-type: application/json\r\n` +
        `content-length: ${Buffer.byteLength(body)}\r\nconnection: close\r\n\r\n${body}`,
    );
  };
  server.on('clientError', (error: NodeJS.ErrnoException, socket: Duplex) => {
    if (error.code === 'ECONNRESET') return;
    const slow = error.code === 'ERR_HTTP_REQUEST_TIMEOUT';
    const large = error.code === 'HPE_HEADER_OVERFLOW';
    answer(socket, slow ? 'REQUEST_TIMEOUT' : large ? 'REQUEST_TOO_LARGE' : 'MALFORMED_REQUEST');
  });
  server.on('connect', (_request: IncomingMessage, socket: Duplex) => answer(socket, 'METHOD_NOT_ALLOWED'));
  server.on('checkExpectation', (_request: IncomingMessage, response: ServerResponse) => {
    response.shouldKeepAlive = false;
    refuse(response, speaker, 'MALFORMED_REQUEST', 'the expectation is not supported');
  });
}
