import type { InferUIMessageChunk } from 'ai';
import { totalTokens } from '../../engine/money/cost';
import type { Attempt, Consensus, Decision, Outcome, RouteEvent } from '../../engine/types';
import type { ChatMessage, EndData, LaneData, RouteData } from './chat-message';
import type { OverlapFilter } from './overlap-filter';

export type AnswerChunk = InferUIMessageChunk<ChatMessage>;

interface AnswerHead {
  answerId: string;
  requestId: string;
  decision: Decision;
  /** Removes what a continuation repeats of the text before it. */
  filter: OverlapFilter | null;
}

/** Translates the events of a run into chunks of a UI message. */
export class AnswerWriter {
  private text = '';
  private readonly failed: RouteData['failedBefore'] = [];
  /** The models asked in parallel. */
  private readonly lanes: LaneData[] = [];
  private readonly write: (chunk: AnswerChunk) => void;
  private readonly head: AnswerHead;

  constructor(write: (chunk: AnswerChunk) => void, head: AnswerHead) {
    this.write = write;
    this.head = head;
    write({ type: 'start', messageId: head.answerId });
  }

  /** All text received, including what the filter held back. */
  textSoFar(): string {
    this.writeText(this.head.filter?.end() ?? '');
    return this.text;
  }

  take(event: RouteEvent): void {
    if (this.head.decision.parallel?.consensus) this.takeLane(event);
    else if (event.type === 'attempt-start') this.writeRoute(event.provider, event.model);
    else if (event.type === 'attempt-end') this.noteFailure(event.attempt);
    if (event.type === 'answering') this.writeRoute(event.provider, event.model);
    if (event.type === 'chunk') this.takeText(event.chunk.choices[0]?.delta?.content ?? '');
    if (event.type === 'end') this.writeEnd(event.outcome);
  }

  private writeRoute(provider: string, model: string): void {
    const { requestId, decision } = this.head;
    const data = { requestId, decision, provider, model, failedBefore: [...this.failed] };
    this.write({ type: 'data-route', id: 'route', data });
  }

  /** There is no fallback among models asked in parallel: each is shown with its own outcome. */
  private takeLane(event: RouteEvent): void {
    if (event.type === 'attempt-start') {
      const { number, provider, model } = event;
      if (this.lanes.length === 0) this.writeRoute(provider, model);
      this.lanes.push({ number, provider, model, state: 'asked' });
      this.writeSeveral(null);
    }
    if (event.type === 'attempt-end') {
      const { number, outcome } = event.attempt;
      const lane = this.lanes.find((one) => one.number === number);
      if (lane) lane.state = outcome === 'succeeded' ? 'answered' : 'failed';
      this.writeSeveral(null);
    }
    if (event.type === 'consensus') this.writeSeveral(event.consensus);
  }

  private writeSeveral(consensus: Consensus | null): void {
    const lanes = consensus ? [] : this.lanes.map((lane) => ({ ...lane }));
    this.write({ type: 'data-several', id: 'several', data: { lanes, consensus } });
  }

  private noteFailure({ model, failure, outcome, httpStatus }: Attempt): void {
    if (failure && outcome === 'failed')
      this.failed.push({ model, reason: failure.message, kind: failure.kind, httpStatus });
  }

  private takeText(delta: string): void {
    this.writeText(this.head.filter ? this.head.filter.take(delta) : delta);
  }

  private writeText(delta: string): void {
    if (!delta) return;
    if (!this.text) this.write({ type: 'text-start', id: 'text' });
    this.text += delta;
    this.write({ type: 'text-delta', id: 'text', delta });
  }

  private writeEnd(outcome: Outcome): void {
    if (this.text) this.write({ type: 'text-end', id: 'text' });
    this.write({ type: 'data-end', id: 'end', data: toEndData(outcome) });
    this.write({ type: 'finish' });
  }
}

function toEndData(outcome: Outcome): EndData {
  const { status, failure, ttftMs, totalMs, answeredBy, costNanoUsd, costState } = outcome;
  const usage = answeredBy?.usage;
  return {
    status,
    failure: status === 'failed' ? (failure?.message ?? null) : null,
    failureKind: status === 'failed' ? (failure?.kind ?? null) : null,
    ttftMs,
    totalMs,
    tokens: usage ? totalTokens(usage) : 0,
    outputTokens: usage ? usage.outputTokens + usage.reasoningTokens : 0,
    costNanoUsd,
    costState,
    endedAt: Date.now(),
  };
}
