import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { sandboxModels } from '../../engine/catalog/sandbox';
import type { JsonObject } from '../../engine/chat';
import type { Model } from '../../engine/types';
import { FAULTS, type Fault, FaultBoard } from './faults';
import { type Reply, replyTo } from './reply';
import { hashText } from './seed';
import type { Wire, WireContext } from './wire';
import { anthropicSandboxWire } from './wire-anthropic';
import { googleSandboxWire } from './wire-google';
import { openAiSandboxWire } from './wire-openai';

export interface SandboxServer {
  /** Base URLs, as each vendor's SDK takes them. */
  baseUrls: { openai: string; anthropic: string; google: string };
  faults: FaultBoard;
  /** Where faults are set by HTTP. */
  controlUrl: string;
  /** Streams that are being written now. */
  openStreams(): number;
  /** Calls received since the start, by model. */
  callsTo(model: string): number;
  close(): Promise<void>;
}

export interface SandboxOptions {
  /** The same seed gives the same answers. */
  seed?: number;
  /** Multiplies every wait: 1 as the models' facts say, 0 at once. */
  slowness?: number;
}

const MAX_BODY_BYTES = 32 * 1024 * 1024;
const STRANGER: Pick<Model, 'tier' | 'latency'> = { tier: 'medium', latency: { ttftMs: 60, tokensPerSecond: 200 } };

/** Starts the sandbox on a free loopback port. It answers for its own fleet and for any other model name. */
export async function startSandbox({ seed = 1, slowness = 1 }: SandboxOptions = {}): Promise<SandboxServer> {
  const faults = new FaultBoard();
  const calls = new Map<string, number>();
  const state: State = { seed, slowness, faults, calls, openStreams: 0 };
  const server = createServer((request, response) => {
    answer(request, response, state).catch(() => response.destroy());
  });
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(0, '127.0.0.1', resolve));
  server.unref();
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    baseUrls: { openai: `${origin}/openai/v1`, anthropic: `${origin}/anthropic/v1`, google: `${origin}/google/v1beta` },
    faults,
    controlUrl: `${origin}/control`,
    openStreams: () => state.openStreams,
    callsTo: (model) => calls.get(model) ?? 0,
    close: () => closeServer(server),
  };
}

interface State extends Required<SandboxOptions> {
  faults: FaultBoard;
  calls: Map<string, number>;
  openStreams: number;
}

const ROUTES: { pattern: RegExp; wire: Wire; keyHeader: string }[] = [
  { pattern: /^\/openai\/v1\/chat\/completions$/, wire: openAiSandboxWire, keyHeader: 'authorization' },
  { pattern: /^\/anthropic\/v1\/messages$/, wire: anthropicSandboxWire, keyHeader: 'x-api-key' },
  {
    pattern: /^\/google\/v1beta\/models\/[^/]+:(stream)?generateContent$/i,
    wire: googleSandboxWire,
    keyHeader: 'x-goog-api-key',
  },
];

async function answer(request: IncomingMessage, response: ServerResponse, state: State): Promise<void> {
  const path = (request.url ?? '/').split('?')[0] ?? '/';
  if (path === '/control') return control(request, response, state.faults);
  if (path === '/openai/v1/models') return sendJson(response, 200, modelList());
  const route = ROUTES.find(({ pattern }) => pattern.test(path));
  if (!route || request.method !== 'POST')
    return sendJson(response, 404, openAiSandboxWire.error(404, `Nothing at ${path}.`));
  const { wire, keyHeader } = route;
  if (!request.headers[keyHeader]) return sendJson(response, 401, wire.error(401, 'No API key was sent.'));
  await serve(wire, await readJson(request), path, response, state);
}

async function serve(
  wire: Wire,
  body: JsonObject,
  path: string,
  response: ServerResponse,
  state: State,
): Promise<void> {
  const request = wire.parse(body, path);
  const { model } = request;
  state.calls.set(model, (state.calls.get(model) ?? 0) + 1);
  const fault = state.faults.next(model);
  if (fault?.fault === 'refuse-key')
    return sendJson(response, 401, wire.error(401, 'The sandbox plays a refused key.'));
  if (fault?.fault === 'outage') return sendJson(response, 503, wire.error(503, 'The sandbox plays an outage.'));
  if (fault?.fault === 'rate-limit')
    return sendJson(response, 429, wire.error(429, 'The sandbox plays a rate limit.'), { 'retry-after': '20' });
  const facts = sandboxModels.find((known) => known.name === model) ?? STRANGER;
  const said = replyTo(request, facts.tier, state.seed);
  const reply: Reply =
    fault?.fault === 'empty'
      ? { ...said, text: '', toolCalls: [], usage: { ...said.usage, output: 0, reasoning: 0 } }
      : said;
  const context: WireContext = {
    request,
    id: `sandbox-${hashText(JSON.stringify(body)).toString(36)}`,
    created: Math.floor(Date.now() / 1000),
    withoutUsage: fault?.fault === 'no-usage',
  };
  const pace = {
    ttftMs: ttftMs(facts, fault) * state.slowness,
    pieceMs: (1000 / facts.latency.tokensPerSecond) * 2 * state.slowness,
  };
  if (request.stream) {
    state.openStreams++;
    response.once('close', () => state.openStreams--);
    return sendStream(response, wire, reply, context, fault, pace);
  }
  await wait(pace.ttftMs + pace.pieceMs * reply.usage.output * 0.5);
  if (fault?.fault === 'garbage') return sendText(response, '<html>502 Bad Gateway</html>');
  if (fault?.fault === 'cut') return void response.destroy();
  sendJson(response, 200, wire.answer(reply, context));
}

function ttftMs(facts: Pick<Model, 'latency'>, fault: Fault | undefined): number {
  return fault?.fault === 'slow' ? fault.delayMs : facts.latency.ttftMs;
}

interface Pace {
  ttftMs: number;
  pieceMs: number;
}

async function sendStream(
  response: ServerResponse,
  wire: Wire,
  reply: Reply,
  context: WireContext,
  fault: Fault | undefined,
  pace: Pace,
) {
  response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-cache' });
  let sent = 0;
  for (const { frame, isContent } of wire.events(reply, context)) {
    if (response.destroyed) return;
    if (isContent) await wait(sent === 0 ? pace.ttftMs : pace.pieceMs);
    if (fault?.fault === 'garbage' && isContent) response.write('data: {"choices":[{"delta"\n\n');
    if (fault?.fault === 'cut' && sent >= fault.afterPieces) return breakOff(response);
    if (!response.write(frame)) await drained(response);
    if (isContent) sent++;
  }
  response.end();
}

/** Lets what was written arrive, then tears the connection down without an end. */
async function breakOff(response: ServerResponse): Promise<void> {
  await sleep(20);
  response.destroy();
}

async function wait(ms: number): Promise<void> {
  if (ms >= 1) await sleep(ms);
}

function drained(response: ServerResponse): Promise<void> {
  return new Promise((resolve) => {
    response.once('drain', resolve);
    response.once('close', resolve);
  });
}

/** `GET` tells which faults are on; `POST {model, fault, …}` sets one; `DELETE` ends them all. */
async function control(request: IncomingMessage, response: ServerResponse, faults: FaultBoard): Promise<void> {
  if (request.method === 'DELETE') faults.clear();
  if (request.method === 'POST') {
    const { model, fault, ...details } = (await readJson(request)) as {
      model?: string;
      fault?: Fault['fault'] | 'off';
    };
    if (!model || (fault !== 'off' && !FAULTS.some((known) => known === fault))) {
      return sendJson(response, 400, { error: `Send {"model", "fault"} with a fault of: off, ${FAULTS.join(', ')}.` });
    }
    if (fault === 'off' || !fault) faults.clear(model);
    else faults.set(model, { fault, ...details });
  }
  sendJson(response, 200, { faults: faults.all() });
}

function modelList(): JsonObject {
  return {
    object: 'list',
    data: sandboxModels.map(({ name }) => ({ id: name, object: 'model', created: 0, owned_by: 'sandbox' })),
  };
}

async function readJson(request: IncomingMessage): Promise<JsonObject> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    size += (chunk as Buffer).length;
    if (size > MAX_BODY_BYTES) throw new RangeError('The body is larger than 32 MB.');
    chunks.push(chunk as Buffer);
  }
  return JSON.parse(Buffer.concat(chunks).toString('utf8')) as JsonObject;
}

function sendJson(
  response: ServerResponse,
  status: number,
  body: JsonObject,
  headers: Record<string, string> = {},
): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
}

function sendText(response: ServerResponse, body: string): void {
  response.writeHead(200, { 'content-type': 'text/html' }).end(body);
}

function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
