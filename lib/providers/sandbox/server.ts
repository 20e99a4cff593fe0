import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { sandboxModels } from '../../engine/catalog/sandbox';
import type { JsonObject } from '../../engine/chat';
import { FAULTS, type Fault, FaultBoard } from './faults';
import { readJson, sendJson } from './http-io';
import { type SandboxState, serve } from './serve';
import type { Wire } from './wire';
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

export type SandboxOptions = Partial<Pick<SandboxState, 'seed' | 'slowness'>>;

/** Starts the sandbox on a free loopback port. It answers for its own fleet and for any other model name. */
export async function startSandbox({ seed = 1, slowness = 1 }: SandboxOptions = {}): Promise<SandboxServer> {
  const faults = new FaultBoard();
  const calls = new Map<string, number>();
  const state: SandboxState = { seed, slowness, faults, calls, openStreams: 0 };
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

const ROUTES: { pattern: RegExp; wire: Wire; keyHeader: string }[] = [
  { pattern: /^\/openai\/v1\/chat\/completions$/, wire: openAiSandboxWire, keyHeader: 'authorization' },
  { pattern: /^\/anthropic\/v1\/messages$/, wire: anthropicSandboxWire, keyHeader: 'x-api-key' },
  {
    pattern: /^\/google\/v1beta\/models\/[^/]+:(stream)?generateContent$/i,
    wire: googleSandboxWire,
    keyHeader: 'x-goog-api-key',
  },
];

async function answer(request: IncomingMessage, response: ServerResponse, state: SandboxState): Promise<void> {
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

function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
