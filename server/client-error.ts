import type { Duplex } from 'node:stream';
import type { ErrorBody } from '../lib/errors';
import { newRequestId } from '../lib/gateway/http';

const STATUS: Record<string, string> = {
  HPE_HEADER_OVERFLOW: '431 Request Header Fields Too Large',
  ERR_HTTP_REQUEST_TIMEOUT: '408 Request Timeout',
};

const BODY: ErrorBody = {
  error: {
    message: 'This is not HTTP as the server understands it.',
    type: 'invalid_request_error',
    param: null,
    code: 'invalid_request_error',
  },
};

/** Answers what Node could not read as a request, in the shape of every other error, and closes the connection. */
export function onClientError(error: Error & { code?: string }, socket: Duplex): void {
  if (!socket.writable || error.code === 'ECONNRESET') return void socket.destroy();
  const body = JSON.stringify(BODY);
  const head = [
    `HTTP/1.1 ${STATUS[error.code ?? ''] ?? '400 Bad Request'}`,
    'content-type: application/json; charset=utf-8',
    `content-length: ${Buffer.byteLength(body)}`,
    `x-request-id: ${newRequestId()}`,
    'connection: close',
  ];
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`);
}
