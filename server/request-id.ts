import type { ServerResponse } from 'node:http';
import { newRequestId } from '../lib/gateway/http/http';

/** Adds an `x-request-id` to a response when its headers are written, unless the handler has set one. */
export function withRequestId(response: ServerResponse): ServerResponse {
  const writeHead = response.writeHead;
  response.writeHead = function (this: ServerResponse, ...head: Parameters<typeof writeHead>) {
    if (!this.hasHeader('x-request-id')) this.setHeader('x-request-id', newRequestId());
    return writeHead.apply(this, head);
  } as typeof writeHead;
  return response;
}
