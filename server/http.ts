import type { IncomingMessage, ServerResponse } from 'node:http';
import { AppError } from '../lib/errors';
import type { GatewayContext } from '../lib/gateway/http/dispatch';
import { handle } from '../lib/gateway/http/dispatch';
import type { GatewayRequest, GatewayResponse } from '../lib/gateway/http/http';
import { MAX_BODY_BYTES } from '../lib/gateway/http/parse-chat';

/** How much of a too large body is still read, so that the client receives the 413. */
const MAX_DISCARDED_BYTES = 64 * 1024 * 1024;

/** Serves one gateway request directly on node:http. */
export async function serveGateway(
  runtime: GatewayContext,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const abort = new AbortController();
  response.on('close', () => {
    if (!response.writableFinished) abort.abort();
  });
  const answer = await handle(runtime, toGatewayRequest(request, abort.signal));
  await write(response, answer);
}

function toGatewayRequest(request: IncomingMessage, signal: AbortSignal): GatewayRequest {
  const [, ...query] = (request.url ?? '/').split('?');
  return {
    method: request.method ?? 'GET',
    path: parsePath(request),
    query: query.join('?'),
    headers: request.headers as Record<string, string | undefined>,
    readText: () => readText(request),
    signal,
  };
}

/** The request's path without its query; the target may also be an absolute URL (RFC 9112, 3.2.2). */
export function parsePath({ url = '/' }: IncomingMessage): string {
  const [path = '/'] = url.split('?');
  if (path.startsWith('/')) return path;
  return URL.canParse(path) ? new URL(path).pathname : '/';
}

async function readText(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of request as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (size <= MAX_BODY_BYTES) chunks.push(chunk);
      else chunks.length = 0;
      if (size > MAX_DISCARDED_BYTES) break;
    }
  } catch (cause) {
    throw new AppError('invalid_request_error', 'The body did not arrive whole.', { cause });
  }
  if (size > MAX_BODY_BYTES) {
    throw new AppError('request_too_large', `The body is larger than ${MAX_BODY_BYTES / 1024 / 1024} MB.`);
  }
  return Buffer.concat(chunks).toString('utf8');
}

async function write(response: ServerResponse, { status, headers, body }: GatewayResponse): Promise<void> {
  response.writeHead(status, headers);
  if (typeof body === 'string') {
    response.end(body);
    return;
  }
  // Keep reading after the client disconnects: the run then ends at once and settles.
  for await (const frame of body) {
    corkForThisTurn(response);
    if (!response.destroyed && !response.write(frame)) await writable(response);
  }
  response.end();
}

/** Frames from one vendor packet are sent in one packet: no delay, and fewer system calls. */
function corkForThisTurn(response: ServerResponse): void {
  if (response.writableCorked > 0) return;
  response.cork();
  setImmediate(() => response.uncork());
}

function writable(response: ServerResponse): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      response.off('drain', done);
      response.off('close', done);
      resolve();
    };
    response.on('drain', done);
    response.on('close', done);
  });
}
