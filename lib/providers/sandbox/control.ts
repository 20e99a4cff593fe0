import type { IncomingMessage, ServerResponse } from 'node:http';
import { FAULTS } from './faults';
import { readJson, sendJson } from './http-io';
import type { SandboxState } from './serve';

const HELP = 'Send {"model": "tern-small", "fault": "outage"}, with "off" to end a fault.';

/**
 * The control endpoint. `GET` returns the active faults and call counts; `POST {model, fault, …}` sets a fault, or ends it
 * with `off`; `DELETE` ends all faults.
 */
export async function control(request: IncomingMessage, response: ServerResponse, state: SandboxState): Promise<void> {
  if (request.method === 'DELETE') state.faults.clear();
  if (request.method === 'POST') {
    const problem = applyFault(await readJson(request).catch(() => null), state);
    if (problem) return sendJson(response, 400, { error: problem });
  }
  const { faults, tallies, openStreams } = state;
  sendJson(response, 200, { faults: faults.all(), calls: tallies.all(), openStreams });
}

/** Applies the request. Returns null on success, else an error message. */
function applyFault(body: unknown, { faults }: SandboxState): string | null {
  if (typeof body !== 'object' || body === null || Array.isArray(body))
    return `The body must be a JSON object. ${HELP}`;
  const { model, ...fault } = body as { model?: unknown; fault?: unknown };
  if (typeof model !== 'string' || !model) return `"model" is missing: the sandbox model to set a fault on. ${HELP}`;
  if (fault.fault === 'off') {
    faults.clear(model);
    return null;
  }
  if (fault.fault === undefined) return `"fault" is missing: one of off, ${FAULTS.map(({ name }) => name).join(', ')}.`;
  try {
    // `faults.set` validates it.
    faults.set(model, fault as Parameters<typeof faults.set>[1]);
    return null;
  } catch (error) {
    if (error instanceof RangeError) return error.message;
    throw error;
  }
}
