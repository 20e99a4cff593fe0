import { type ChatAnswer, type ChatChunk, extractOutputText, showsContent } from '../chat';
import { newId } from '../id';
import { computeCost, NO_USAGE, priceFor, totalInputTokens } from '../money/cost';
import { estimateInputTokens, estimateTokens } from '../money/tokens';
import type { Attempt, AttemptOutcome, Usage, UsageState } from '../types';
import type { AttemptInput, AttemptResult } from './attempt-types';
import { createFailure, type Failure } from './failure';

/** Finish reasons with which an empty answer is still complete. */
const EMPTY_IS_FINE = new Set(['length', 'content_filter']);
const MAX_PLAUSIBLE_TOKENS = 50_000_000;

/** Collects the facts of one attempt while it runs. */
export class AttemptRecord {
  committed = false;
  /** The complete answer was read: nothing is left to abort. */
  isOver = false;
  httpStatus: number | null = null;
  private ttftMs: number | null = null;
  private finishReason: string | null = null;
  /** Indexes of the choices that have begun and not ended. */
  private readonly openChoices = new Set<number>();
  private isRefusal = false;
  private usage: Usage | null = null;
  private receivedTokens = 0;
  private readonly startedAt: number;
  private readonly input: AttemptInput;

  constructor(input: AttemptInput) {
    this.input = input;
    this.startedAt = input.clock.now();
  }

  note(event: { type: string } & Partial<{ chunk: ChatChunk; answer: ChatAnswer; usage: Usage }>): void {
    if (event.type === 'usage' && event.usage) this.usage = plausible(event.usage);
    if (event.type === 'chunk' && event.chunk) this.noteChunk(event.chunk);
    if (event.type === 'answer' && event.answer) this.noteAnswer(event.answer);
  }

  private noteChunk(chunk: ChatChunk): void {
    for (const { index, delta, finish_reason } of chunk.choices) {
      if (finish_reason) this.openChoices.delete(index);
      else if (this.finishReason === null) this.openChoices.add(index);
      this.finishReason = finish_reason ?? this.finishReason;
      this.noteRefusal(delta?.refusal, finish_reason);
    }
    if (showsContent(chunk) && !this.failsAsRefusal()) this.commit();
    this.receivedTokens += estimateTokens(extractOutputText(chunk));
  }

  private noteAnswer(answer: ChatAnswer): void {
    const asChunk = { choices: answer.choices.map((choice) => ({ delta: choice.message })) } as unknown as ChatChunk;
    for (const { message, finish_reason } of answer.choices) this.noteRefusal(message.refusal, finish_reason);
    this.receivedTokens += estimateTokens(extractOutputText(asChunk));
    this.finishReason = answer.choices[0]?.finish_reason ?? 'stop';
    // The time to first token of an answer in one piece is unknown.
    if (showsContent(asChunk) && !this.failsAsRefusal()) this.committed = true;
  }

  private noteRefusal(refusal: unknown, finishReason: string | null | undefined): void {
    if (refusal || finishReason === 'content_filter') this.isRefusal = true;
  }

  /** Another model is called instead. The refusal is still read to its end: without another model, it is the answer. */
  private failsAsRefusal(): boolean {
    return this.input.refusalFails && this.isRefusal && !this.committed;
  }

  private commit(): void {
    this.committed = true;
    this.ttftMs ??= this.input.clock.now() - this.startedAt;
  }

  /** Null when the answer is complete, else what is wrong with it. */
  verdict(): Failure | null {
    const { id } = this.input.provider;
    if (this.finishReason === null || this.openChoices.size > 0)
      return createFailure('stream-broken', `${id} ended its answer before it was complete.`);
    if (this.failsAsRefusal()) return createFailure('refusal', `${id} refused to answer.`);
    if (this.committed || EMPTY_IS_FINE.has(this.finishReason)) return null;
    return createFailure('empty', `${id} answered with nothing.`, { httpStatus: this.httpStatus });
  }

  /** Closes the record with the result of the call and its cost. */
  finish(failure: Failure | null): Omit<AttemptResult, 'held'> {
    this.isOver = failure === null;
    const { model, number, provider, clock } = this.input;
    const outcome = toAttemptOutcome(failure);
    const isFree = outcome === 'failed' && !this.committed && !this.isRefusal;
    const { usage, usageState } = isFree ? NOTHING_BILLED : this.billableUsage();
    const price = priceFor(model, this.startedAt, totalInputTokens(usage));
    const totalMs = clock.now() - this.startedAt;
    const cost = isFree ? FREE : price && computeCost(usage, price.rates, totalMs);
    const attempt: Attempt = {
      id: newId('att', this.startedAt),
      number,
      provider: provider.id,
      model: model.id,
      startedAt: this.startedAt,
      ttftMs: this.ttftMs,
      totalMs,
      outcome,
      failure,
      httpStatus: failure?.httpStatus ?? this.httpStatus,
      usage,
      usageState,
      priceId: price?.id ?? null,
      costNanoUsd: cost?.costNanoUsd ?? null,
      costItems: cost?.items ?? [],
    };
    return { attempt, committed: this.committed };
  }

  /** Received tokens are paid for, also when the stream broke or was cancelled. */
  private billableUsage(): { usage: Usage; usageState: UsageState } {
    if (this.usage && this.countsWhatCame(this.usage)) return { usage: this.usage, usageState: 'measured' };
    const inputTokens = estimateInputTokens(this.input.request);
    return { usage: { ...NO_USAGE, inputTokens, outputTokens: this.receivedTokens }, usageState: 'estimated' };
  }

  /** A count that leaves out the prompt or the received answer is not usable. */
  private countsWhatCame(usage: Usage): boolean {
    const isAnswerCounted = usage.outputTokens + usage.reasoningTokens > 0 || this.receivedTokens === 0;
    return totalInputTokens(usage) > 0 && isAnswerCounted;
  }
}

/** A failure before the first content costs the team nothing, and its usage is unknown. */
const NOTHING_BILLED = { usage: NO_USAGE, usageState: 'unknown' as const };
const FREE = { costNanoUsd: 0, items: [] };

/** A call that the router aborted is cancelled, not failed: the vendor is not at fault. */
function toAttemptOutcome(failure: Failure | null): AttemptOutcome {
  if (failure === null) return 'succeeded';
  return failure.kind === 'cancelled' || failure.kind === 'stopping' ? 'cancelled' : 'failed';
}

/** A vendor's implausible count is treated as missing. */
function plausible(usage: Usage): Usage | null {
  const counts = Object.values(usage) as number[];
  const isSane = counts.every((count) => Number.isSafeInteger(count) && count >= 0 && count <= MAX_PLAUSIBLE_TOKENS);
  return isSane && counts.some((count) => count > 0) ? usage : null;
}
