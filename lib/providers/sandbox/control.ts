import type { IncomingMessage, ServerResponse } from 'node:http';
import { FAULTS } from './faults';
import { readJson, sendJson } from './http-io';
import type { SandboxState } from './serve';

const HELP = 'Send {"model": "tern-small", "fault": "outage"}, with "off" to end a fault.';

/**
 * The control endpoint. `GET` tells which faults are on and what was called; `POST {model, fault, …}` sets a fault or
 * ends it with `off`; `DELETE` ends them all.
 */
export async function control(request: IncomingMessage, response: ServerResponse, state: SandboxState): Promise<void> {
  if (request.method === 'DELETE') state.faults.clear();
  if (request.method === 'POST') {
    const complaint = place(await readJson(request).catch(() => null), state);
    if (complaint) return sendJson(response, 400, { error: complaint });
  }
  const { faults, tallies, openStreams } = state;
  sendJson(response, 200, { faults: faults.all(), calls: tallies.all(), openStreams });
}

/** Null when it is done, else what to send instead. */
function place(body: unknown, { faults }: SandboxState): string | null {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return `The body is no JSON object. ${HELP}`;
  const { model, ...fault } = body as { model?: unknown; fault?: unknown };
  if (typeof model !== 'string' || !model) return `"model" is missing: the name of the model to spoil. ${HELP}`;
  if (fault.fault === 'off') {
    faults.clear(model);
    return null;
  }
  if (fault.fault === undefined) return `"fault" is missing: one of off, ${FAULTS.map(({ name }) => name).join(', ')}.`;
  try {
    // Whatever it is, the board checks it.
    faults.set(model, fault as Parameters<typeof faults.set>[1]);
    return null;
  } catch (error) {
    if (error instanceof RangeError) return error.message;
    throw error;
  }
}
