import type { ServerResponse } from 'node:http';
import { sandboxModels } from '../../engine/catalog/sandbox';
import type { JsonObject } from '../../engine/chat';
import type { Model } from '../../engine/types';
import type { Fault, FaultBoard, FaultName } from './faults';
import { breakOff, drained, sendHtml, sendJson, wait } from './http-io';
import { type Reply, replyTo } from './reply';
import { hashText } from './seed';
import type { Wire, WireContext } from './wire';

export interface SandboxState {
  /** The same seed gives the same answers. */
  seed: number;
  /** Multiplies every wait: 1 as the models' facts say, 0 at once. */
  slowness: number;
  faults: FaultBoard;
  calls: Map<string, number>;
  openStreams: number;
}

type Facts = Pick<Model, 'tier' | 'latency'>;

/** For a model that is not of the fleet: the sandbox also plays other vendors' models in tests. */
const STRANGER: Facts = { tier: 'medium', latency: { ttftMs: 60, tokensPerSecond: 200 } };

/** Faults that are an error answer at once. */
const REFUSALS: Partial<Record<FaultName, { status: number; message: string; headers?: Record<string, string> }>> = {
  outage: { status: 503, message: 'The sandbox plays an outage.' },
  'refuse-key': { status: 401, message: 'The sandbox plays a refused key.' },
  'rate-limit': { status: 429, message: 'The sandbox plays a rate limit.', headers: { 'retry-after': '20' } },
};

/** One call to one made-up model, on whichever wire it came in by. */
export async function serve(
  wire: Wire,
  body: JsonObject,
  path: string,
  response: ServerResponse,
  state: SandboxState,
): Promise<void> {
  const request = wire.parse(body, path);
  state.calls.set(request.model, (state.calls.get(request.model) ?? 0) + 1);
  const fault = state.faults.next(request.model);
  const refusal = fault && REFUSALS[fault.fault];
  if (refusal) return sendJson(response, refusal.status, wire.error(refusal.status, refusal.message), refusal.headers);
  const facts = sandboxModels.find(({ name }) => name === request.model) ?? STRANGER;
  const said = replyTo(request, facts.tier, state.seed);
  const call: Call = {
    wire,
    response,
    fault,
    reply: fault?.fault === 'empty' ? emptied(said) : said,
    pace: paceOf(facts, fault, state.slowness),
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

interface Call {
  wire: Wire;
  response: ServerResponse;
  fault: Fault | undefined;
  reply: Reply;
  pace: { ttftMs: number; pieceMs: number };
  context: WireContext;
}

function emptied(reply: Reply): Reply {
  return { ...reply, text: '', toolCalls: [], usage: { ...reply.usage, output: 0, reasoning: 0 } };
}

/** A piece is about two tokens long. */
function paceOf({ latency }: Facts, fault: Fault | undefined, slowness: number): Call['pace'] {
  const ttftMs = fault?.fault === 'slow' ? fault.delayMs : latency.ttftMs;
  return { ttftMs: ttftMs * slowness, pieceMs: (2_000 / latency.tokensPerSecond) * slowness };
}

async function sendWhole({ wire, response, fault, reply, pace, context }: Call): Promise<void> {
  await wait(pace.ttftMs + (pace.pieceMs / 2) * reply.usage.output);
  if (fault?.fault === 'garbage') sendHtml(response, '<html>502 Bad Gateway</html>');
  else if (fault?.fault === 'cut') response.destroy();
  else sendJson(response, 200, wire.answer(reply, context));
}

async function sendStream({ wire, response, fault, reply, pace, context }: Call): Promise<void> {
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
