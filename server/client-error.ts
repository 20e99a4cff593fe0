import { type IncomingMessage, type Server, type ServerResponse, STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import type { GatewayResponse } from '../lib/gateway/http/http';
import { notHttp } from '../lib/gateway/http/not-http';

/** Answers malformed HTTP with the API's error format, where Node would write a bare status line. */
export function answerClientErrors(server: Server): void {
  const latest = new WeakMap<Duplex, { request: IncomingMessage; response: ServerResponse }>();
  server.prependListener('request', (request, response) => latest.set(request.socket, { request, response }));
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
    const { request, response } = latest.get(socket) ?? {};
    const answer = () => hangUp(socket, notHttp(error.code ?? ''));
    // A broken body belongs to the latest request; an error after complete requests must wait for their responses.
    if (!response || response.writableFinished) answer();
    else if (request?.complete) response.once('close', answer);
    else if (response.headersSent) socket.destroy();
    else answer();
  });
  server.on('checkExpectation', (_request, response: ServerResponse) => refuse(response, 'EXPECTATION'));
}

/** HTTP/1.1 requires a Host header. Node's own check would respond without a message. */
export function hasHost({ headers, httpVersion }: IncomingMessage): boolean {
  return headers.host !== undefined || httpVersion === '1.0';
}

/** Refuses a request that Node could parse but that is not valid HTTP. */
export function refuse(response: ServerResponse, code: string): void {
  const { status, headers, body } = notHttp(code);
  response.writeHead(status, headers).end(body);
}

function hangUp(socket: Duplex, { status, headers, body }: GatewayResponse): void {
  if (!socket.writable) {
    socket.destroy();
    return;
  }
  const text = String(body);
  const lines = Object.entries({ ...headers, 'content-length': Buffer.byteLength(text) });
  const head = [`HTTP/1.1 ${status} ${STATUS_CODES[status]}`, ...lines.map(([name, value]) => `${name}: ${value}`)];
  socket.end(`${head.join('\r\n')}\r\n\r\n${text}`, () => socket.destroy());
}
