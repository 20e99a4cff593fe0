import type { ServerResponse } from 'node:http';
import type { Fault } from './faults';
import { breakOff, drained, left, sendHtml, sendJson, wait } from './http-io';
import { type Problem, problem } from './problem';
import type { Reply } from './replies/reply';
import type { Tally } from './tally';
import type { Wire, WireContext, WireEvent } from './wires/wire';

/** A reply to send, with its fault. */
export interface Call {
  wire: Wire;
  response: ServerResponse;
  tally: Tally;
  fault: Fault | undefined;
  reply: Reply;
  pace: { ttftMs: number; pieceMs: number };
  context: WireContext;
}

/** Sends a non-streamed reply. */
export async function sendWhole(call: Call): Promise<void> {
  const { wire, response, tally, fault, reply, pace, context } = call;
  await wait(pace.ttftMs + (pace.pieceMs / 2) * reply.usage.output, response);
  if (fault?.fault === 'garbage') return sendHtml(response, '<html>502 Bad Gateway</html>');
  if (fault?.fault === 'stream-error') return sendJson(response, 200, wire.refusal(overload(call)).body);
  const whole = JSON.stringify(
    wire.answer(reply.flood ? { ...reply, text: [...reply.flood].join('') } : reply, context),
  );
  const isHalf = fault?.fault === 'cut' || fault?.fault === 'stall' || fault?.fault === 'early-end';
  const sent = isHalf ? whole.slice(0, whole.length / 2) : whole;
  tally.bytes += sent.length;
  response.writeHead(200, { 'content-type': 'application/json' }).write(sent);
  await endResponse(call);
}

/** Streams a reply at the model's pace or the client's, whichever is slower. */
export async function sendStream(call: Call): Promise<void> {
  const { wire, response, tally, fault, reply, pace, context } = call;
  response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-cache' });
  let sent = 0;
  for (const event of wire.events(reply, context)) {
    if (response.destroyed) return;
    if (event.kind === 'content') await wait(sent === 0 ? pace.ttftMs : pace.pieceMs, response);
    if (fault?.fault === 'garbage' && event.kind === 'content') response.write('data: {"choices":[{"delta"\n\n');
    if (isTimeTo(fault, sent, event)) break;
    tally.bytes += event.frame.length;
    if (!response.write(event.frame)) await drained(response);
    if (event.kind === 'content') sent++;
  }
  if (fault?.fault === 'stream-error') response.write(wire.errorEvent(overload(call)));
  await endResponse(call);
}

/** True when a mid-stream fault is due: after its number of chunks, or before the end of a shorter answer. */
function isTimeTo(fault: Fault | undefined, sent: number, { kind }: WireEvent): boolean {
  if (!fault || !('afterPieces' in fault) || kind === 'opening') return false;
  return kind === 'closing' || sent >= fault.afterPieces;
}

/** Ends the response as the fault requires. */
async function endResponse({ response, fault }: Call): Promise<void> {
  if (fault?.fault === 'cut') return breakOff(response);
  if (fault?.fault === 'stall') return left(response);
  response.end();
}

/** The error of a stream that fails midway: overloaded. */
function overload({ context }: Call): Problem {
  return problem('overloaded', context.request.model);
}
