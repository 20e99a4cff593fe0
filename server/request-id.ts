import type { ServerResponse } from 'node:http';
import { newRequestId } from '../lib/gateway/http/http';

/** A response that carries an `x-request-id`: the one that its handler sets, else one of ours, given as headers go out. */
export function withRequestId(response: ServerResponse): ServerResponse {
  const writeHead = response.writeHead;
  response.writeHead = function (this: ServerResponse, ...head: Parameters<typeof writeHead>) {
    if (!this.hasHeader('x-request-id')) this.setHeader('x-request-id', newRequestId());
    return writeHead.apply(this, head);
  } as typeof writeHead;
  return response;
}
