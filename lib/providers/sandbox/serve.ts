import type { ServerResponse } from 'node:http';
import { sandboxModels } from '../../engine/catalog/sandbox';
import type { JsonObject } from '../../engine/chat';
import type { Model } from '../../engine/types';
import type { FaultBoard } from './fault-board';
import type { Fault } from './faults';
import { left, sendJson } from './http-io';
import { problem, problemFor } from './problem';
import { replyTo } from './replies/reply';
import { hashText } from './replies/seed';
import { spoiltReply } from './replies/spoilt-reply';
import { type Call, sendStream, sendWhole } from './send';
import type { Tallies } from './tally';
import type { Wire } from './wires/wire';

export interface SandboxState {
  /** The same seed gives the same answers. */
  seed: number;
  /** Factor on all delays: 1 for the models' typical speed, 0 for none. */
  slowness: number;
  faults: FaultBoard;
  tallies: Tallies;
  /** What `/models` lists. */
  models: string[];
  openStreams: number;
}

type Facts = Pick<Model, 'tier' | 'latency'>;

/** Facts for other models: in tests the sandbox also serves other vendors' model names. */
const OTHER_MODEL: Facts = { tier: 'medium', latency: { ttftMs: 60, tokensPerSecond: 200 } };

/** Serves a call to a sandbox model on any of the protocols. */
export async function serve(
  wire: Wire,
  body: JsonObject,
  path: string,
  response: ServerResponse,
  state: SandboxState,
): Promise<void> {
  const request = parsedOrNull(() => wire.parse(body, path));
  if (!request?.model || !Array.isArray(request.messages)) return refuse(wire, problem('invalid', ''), response);
  const { model } = request;
  const tally = state.tallies.follow(model, response);
  const fault = state.faults.next(model);
  const refusal = fault && problemFor(fault, model);
  if (refusal) return refuse(wire, refusal, response);
  if (fault?.fault === 'hang') return left(response);
  const facts = sandboxModels.find(({ name }) => name === model) ?? OTHER_MODEL;
  const answer = parsedOrNull(() => replyTo(request, facts.tier, state.seed));
  if (!answer) return refuse(wire, problem('invalid', model), response);
  const call: Call = {
    wire,
    response,
    tally,
    fault,
    reply: spoiltReply(answer, fault),
    pace: computePace(facts, fault, state.slowness),
    context: {
      request,
      id: `sandbox-${hashText(JSON.stringify(body)).toString(36)}`,
      created: Math.floor(Date.now() / 1000),
      withoutUsage: fault?.fault === 'no-usage',
    },
  };
  if (!request.stream) return sendWhole(call);
  state.openStreams++;
  response.once('close', () => state.openStreams--);
  await sendStream(call);
}

/** Returns null for an invalid body: parsing assumes a well-formed one and throws. */
function parsedOrNull<T>(read: () => T): T | null {
  try {
    return read();
  } catch {
    return null;
  }
}

function refuse(wire: Wire, why: Parameters<Wire['refusal']>[0], response: ServerResponse): void {
  const { status, headers, body } = wire.refusal(why);
  sendJson(response, status, body, headers);
}

/** Assumes two tokens per chunk. */
function computePace({ latency }: Facts, fault: Fault | undefined, slowness: number): Call['pace'] {
  if (fault?.fault === 'flood') return { ttftMs: 0, pieceMs: 0 };
  const ttftMs = fault?.fault === 'slow' ? fault.delayMs : latency.ttftMs * slowness;
  return { ttftMs, pieceMs: (2_000 / latency.tokensPerSecond) * slowness };
}
