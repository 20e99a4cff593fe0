import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { sandboxModels } from '../../engine/catalog/sandbox';
import type { JsonObject } from '../../engine/chat';
import { control } from './control';
import { FaultBoard } from './fault-board';
import { readJson, sendJson } from './http-io';
import { problem } from './problem';
import { type SandboxState, serve } from './serve';
import { Tallies, type Tally } from './tally';
import type { Wire } from './wires/wire';
import { anthropicSandboxWire } from './wires/wire-anthropic';
import { googleSandboxWire } from './wires/wire-google';
import { openAiSandboxWire } from './wires/wire-openai';

export interface SandboxServer {
  /** Base URLs in the form each vendor's SDK takes. */
  baseUrls: { openai: string; anthropic: string; google: string };
  faults: FaultBoard;
  /** The HTTP control endpoint. */
  controlUrl: string;
  /** Number of streams in progress. */
  openStreams(): number;
  /** Calls received since the start, by model. */
  callsTo(model: string): number;
  /** Results of the calls to a model, such as aborted calls and bytes sent. */
  tallyOf(model: string): Tally;
  /** Scales all delays: 1 for the models' typical speed, 0 for none. */
  setSlowness(factor: number): void;
  close(): Promise<void>;
}

export interface SandboxOptions extends Partial<Pick<SandboxState, 'seed' | 'slowness' | 'models'>> {
  /** Epoch ms, for bursts. */
  now?: () => number;
}

/** Starts the sandbox on a free loopback port. It serves its own models and any other model name. */
export async function startSandbox(options: SandboxOptions = {}): Promise<SandboxServer> {
  const { seed = 1, slowness = 1, models = sandboxModels.map(({ name }) => name), now } = options;
  const faults = new FaultBoard(now);
  const tallies = new Tallies();
  const state: SandboxState = { seed, slowness, models, faults, tallies, openStreams: 0 };
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
    callsTo: (model) => tallies.of(model).calls,
    tallyOf: (model) => ({ ...tallies.of(model) }),
    setSlowness: (factor) => {
      state.slowness = factor;
    },
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
  if (path === '/control') return control(request, response, state);
  if (path === '/openai/v1/models') return sendJson(response, 200, modelList(state.models));
  const route = ROUTES.find(({ pattern }) => pattern.test(path));
  if (!route || request.method !== 'POST')
    return sendJson(response, 404, { error: { message: `Nothing at ${path}.`, type: null, param: null, code: null } });
  const { wire, keyHeader } = route;
  if (!request.headers[keyHeader]) {
    const { status, headers, body } = wire.refusal(problem('key', ''));
    return sendJson(response, status, body, headers);
  }
  // An unreadable body is refused like at any vendor.
  await serve(wire, await readJson(request).catch(() => ({})), path, response, state);
}

function modelList(models: string[]): JsonObject {
  return {
    object: 'list',
    data: models.map((id) => ({ id, object: 'model', created: 0, owned_by: 'sandbox' })),
  };
}

function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
