import { AppError } from '../../errors';
import { getRuntime } from '../../runtime/runtime';
import { handle } from './dispatch';
import type { GatewayRequest } from './http';
import { MAX_BODY_BYTES } from './parse-chat';

/** Serves the gateway with web-standard Request and Response objects, for route handlers. */
export async function serveGatewayRequest(request: Request): Promise<Response> {
  const { status, headers, body } = await handle(await getRuntime(), toGatewayRequest(request));
  return new Response(typeof body === 'string' ? body : toStream(body), { status, headers });
}

function toGatewayRequest(request: Request): GatewayRequest {
  const { pathname, search } = new URL(request.url);
  return {
    method: request.method,
    path: pathname,
    query: search.slice(1),
    headers: Object.fromEntries(request.headers),
    readText: () => readText(request),
    signal: request.signal,
  };
}

async function readText(request: Request): Promise<string> {
  const bytes = await request.arrayBuffer();
  if (bytes.byteLength > MAX_BODY_BYTES) {
    throw new AppError('request_too_large', `The body is larger than ${MAX_BODY_BYTES / 1024 / 1024} MB.`);
  }
  return new TextDecoder().decode(bytes);
}

/** Pulls a frame when the client has read the last one. Reads to the end after the client disconnects. */
function toStream(frames: AsyncIterable<string>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  const iterator = frames[Symbol.asyncIterator]();
  return new ReadableStream({
    async pull(controller) {
      const { done, value } = await iterator.next();
      if (done) controller.close();
      else controller.enqueue(encoder.encode(value));
    },
    async cancel() {
      for (let next = await iterator.next(); !next.done; next = await iterator.next()) {
        // The run ends at once, because its signal is aborted together with the request.
      }
    },
  });
}
