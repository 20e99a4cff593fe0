import type { ChatChunk, JsonObject } from '../../engine/chat';
import type { Outcome, RouteEvent } from '../../engine/types';
import { httpErrorOfFailure } from '../../errors';
import { reportedUsage } from '../../providers/usage';
import { endFacts, type routerFacts } from './response-facts';

type ChunkEvent = Extract<RouteEvent, { type: 'chunk' }>;

export interface StreamFramesInput {
  /** The event that committed the stream. */
  first: ChunkEvent;
  /** Everything after it. */
  events: AsyncIterable<RouteEvent>;
  head: ReturnType<typeof routerFacts> & { decision?: JsonObject };
  /** The caller requested a usage chunk. */
  wantsUsage: boolean;
}

/**
 * Writes a run as OpenAI's server-sent events. The first chunk has the `router` facts, the last one before `[DONE]` also
 * the cost. A chunk with a finish reason is held back until the end, because a chunk without choices may follow it only
 * when usage was requested. A broken stream ends with an error event and without `[DONE]`.
 */
export async function* streamFrames({ first, events, head, wantsUsage }: StreamFramesInput): AsyncGenerator<string> {
  let held: ChatChunk | null = null;
  let usage: JsonObject | null = null;
  if (isFinish(first.chunk)) held = first.chunk;
  else yield frame({ ...first.chunk, router: head });
  for await (const event of events) {
    if (event.type === 'usage') usage = event.wire;
    if (event.type === 'chunk') {
      if (held) yield frame(held);
      held = isFinish(event.chunk) ? event.chunk : null;
      if (!held) yield event.raw === undefined ? frame(event.chunk) : `data: ${event.raw}\n\n`;
    }
    if (event.type === 'end') yield* lastFrames(event.outcome, held ?? closing(first.chunk), usage, head, wantsUsage);
  }
}

/** The frames of a failed stream: an error event and no `[DONE]`. */
export async function* failureFrames({ failure }: Outcome): AsyncGenerator<string> {
  if (failure) yield frame(httpErrorOfFailure(failure).body);
}

function* lastFrames(outcome: Outcome, last: ChatChunk, usage: JsonObject | null, head: object, wantsUsage: boolean) {
  if (outcome.failure) {
    yield frame(httpErrorOfFailure(outcome.failure).body);
    return;
  }
  const router = { ...head, attempts: outcome.attempts.length, ...endFacts(outcome) };
  if (!wantsUsage) yield frame({ ...last, router });
  else {
    const counted = outcome.answeredBy && reportedUsage(outcome.answeredBy, usage);
    yield frame(last);
    yield frame({ ...last, choices: [], usage: counted, router });
  }
  yield 'data: [DONE]\n\n';
}

function isFinish(chunk: ChatChunk): boolean {
  return chunk.choices.some((choice) => choice.finish_reason);
}

/** An empty last chunk with the final facts, for vendors that send more after the finish reason. */
function closing(chunk: ChatChunk): ChatChunk {
  return { ...chunk, choices: [{ index: 0, delta: {}, finish_reason: null }] };
}

function frame(data: object): string {
  return `data: ${JSON.stringify(data)}\n\n`;
}
