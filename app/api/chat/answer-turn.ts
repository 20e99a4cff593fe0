import { createUIMessageStream, type UIMessageStreamWriter } from 'ai';
import type { ChatMessage, EndData, RouteData } from '@/components/chat/messages';
import type { UserCaller } from '@/lib/auth/session';
import { addAnswer, addUserMessage } from '@/lib/db/conversations';
import { totalTokens } from '@/lib/engine/cost';
import type { Attempt, Outcome, RouteEvent } from '@/lib/engine/types';
import { type Run, startRun } from '@/lib/gateway/run';
import type { Runtime } from '@/lib/gateway/runtime';

export interface Turn {
  runtime: Runtime;
  caller: UserCaller;
  conversationId: string;
  messageId: string;
  messages: { role: 'user' | 'assistant'; content: string }[];
  model: string;
  requestId: string;
  answerId: string;
  signal: AbortSignal;
}

type Writer = UIMessageStreamWriter<ChatMessage>;

/**
 * One turn of a conversation: stores the question, runs it, streams the answer and stores that too, whole or as far as
 * it came. Throws before anything is streamed when the request cannot be routed or admitted.
 */
export async function answerTurn(turn: Turn) {
  const { runtime, caller, conversationId, messageId, messages, model, requestId, signal } = turn;
  await addUserMessage(runtime.database, caller, {
    conversationId,
    messageId,
    content: messages.at(-1)?.content ?? '',
  });
  const run = await startRun(runtime, {
    requestId,
    caller,
    source: 'playground',
    conversationId,
    request: { model, messages, stream: true },
    options: {},
    signal,
  });
  return createUIMessageStream<ChatMessage>({ execute: ({ writer }) => write(turn, run, writer) });
}

/** Reads the run to its end even when the client has left: that is how a stopped answer gets stored. */
async function write(turn: Turn, { events, decision, requestId }: Run, writer: Writer): Promise<void> {
  const answer = new AnswerWriter(writer, turn.answerId, { requestId, decision });
  for await (const event of events) answer.take(event);
  const { runtime, conversationId, answerId } = turn;
  // A question without any answer is shown as such, with another try.
  if (answer.text)
    await addAnswer(runtime.database, { conversationId, messageId: answerId, content: answer.text, requestId });
}

/** Words the events of a run as parts of a UI message. */
class AnswerWriter {
  text = '';
  private readonly failed: RouteData['failedBefore'] = [];
  private readonly writer: Writer;
  private readonly head: Pick<RouteData, 'requestId' | 'decision'>;

  constructor(writer: Writer, answerId: string, head: Pick<RouteData, 'requestId' | 'decision'>) {
    this.writer = writer;
    this.head = head;
    writer.write({ type: 'start', messageId: answerId });
  }

  take(event: RouteEvent): void {
    if (event.type === 'attempt-start' || event.type === 'answering') this.writeRoute(event.provider, event.model);
    if (event.type === 'attempt-end') this.noteFailure(event.attempt);
    if (event.type === 'chunk') this.writeText(event.chunk.choices[0]?.delta.content ?? '');
    if (event.type === 'end') this.writeEnd(event.outcome);
  }

  private writeRoute(provider: string, model: string): void {
    this.writer.write({
      type: 'data-route',
      id: 'route',
      data: { ...this.head, provider, model, failedBefore: [...this.failed] },
    });
  }

  private noteFailure({ model, failure, outcome }: Attempt): void {
    if (failure && outcome === 'failed') this.failed.push({ model, reason: failure.message });
  }

  private writeText(delta: string): void {
    if (!delta) return;
    if (!this.text) this.writer.write({ type: 'text-start', id: 'text' });
    this.text += delta;
    this.writer.write({ type: 'text-delta', id: 'text', delta });
  }

  private writeEnd(outcome: Outcome): void {
    if (this.text) this.writer.write({ type: 'text-end', id: 'text' });
    this.writer.write({ type: 'data-end', id: 'end', data: toEndData(outcome) });
    this.writer.write({ type: 'finish' });
  }
}

function toEndData({ status, failure, ttftMs, totalMs, answeredBy, costNanoUsd, costState }: Outcome): EndData {
  const tokens = answeredBy ? totalTokens(answeredBy.usage) : 0;
  return {
    status,
    failure: status === 'failed' ? (failure?.message ?? null) : null,
    ttftMs,
    totalMs,
    tokens,
    costNanoUsd,
    costState,
  };
}
