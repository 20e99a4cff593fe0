import type { AttemptInput, AttemptResult } from './attempt';
import { type ChatAnswer, type ChatChunk, outputTextOf, showsContent } from './chat';
import { costOf, NO_USAGE, priceFor, totalInputTokens } from './cost';
import { type Failure, failureOf } from './failure';
import { newId } from './id';
import { estimateInputTokens, estimateTokens } from './tokens';
import type { Attempt, AttemptOutcome, Usage, UsageState } from './types';

/** Finish reasons with which an answer may be empty and still be whole. */
const EMPTY_IS_FINE = new Set(['length', 'content_filter', 'tool_calls']);
const MAX_PLAUSIBLE_TOKENS = 50_000_000;

/** What is noted while one attempt runs. */
export class AttemptRecord {
  committed = false;
  /** The whole answer was read: nothing is left to abort. */
  isOver = false;
  httpStatus: number | null = null;
  private ttftMs: number | null = null;
  private finishReason: string | null = null;
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
    if (showsContent(chunk)) this.commit();
    this.receivedTokens += estimateTokens(outputTextOf(chunk));
    this.finishReason = chunk.choices.find((choice) => choice.finish_reason)?.finish_reason ?? this.finishReason;
  }

  private noteAnswer(answer: ChatAnswer): void {
    const asChunk = { choices: answer.choices.map((choice) => ({ delta: choice.message })) } as unknown as ChatChunk;
    // When the first token of an answer in one piece was made, nobody can tell: its time stays unknown.
    if (showsContent(asChunk)) this.committed = true;
    this.receivedTokens += estimateTokens(outputTextOf(asChunk));
    this.finishReason = answer.choices[0]?.finish_reason ?? 'stop';
  }

  private commit(): void {
    this.committed = true;
    this.ttftMs ??= this.input.clock.now() - this.startedAt;
  }

  /** Null when the answer is complete, else what is wrong with it. */
  verdict(): Failure | null {
    const { id } = this.input.provider;
    if (this.finishReason === null) return failureOf('stream-broken', `${id} ended its answer before it was complete.`);
    if (this.committed || EMPTY_IS_FINE.has(this.finishReason)) return null;
    return failureOf('empty', `${id} answered with nothing.`, { httpStatus: this.httpStatus });
  }

  /** Closes the record: what came of the call, and what it costs. */
  finish(failure: Failure | null): AttemptResult {
    this.isOver = failure === null;
    const { model, number, provider, clock } = this.input;
    const outcome: AttemptOutcome =
      failure === null ? 'succeeded' : failure.kind === 'cancelled' ? 'cancelled' : 'failed';
    const { usage, usageState } = this.billableUsage(outcome);
    const price = priceFor(model, this.startedAt, totalInputTokens(usage));
    const cost = price ? costOf(usage, price.rates) : null;
    const attempt: Attempt = {
      id: newId('att', this.startedAt),
      number,
      provider: provider.id,
      model: model.id,
      startedAt: this.startedAt,
      ttftMs: this.ttftMs,
      totalMs: clock.now() - this.startedAt,
      outcome,
      failure,
      httpStatus: failure?.httpStatus ?? this.httpStatus,
      usage,
      usageState,
      priceId: price?.id ?? null,
      costNanoUsd: outcome === 'failed' && !this.committed ? 0 : (cost?.costNanoUsd ?? null),
      costItems: cost?.items ?? [],
    };
    return { attempt, committed: this.committed };
  }

  /** A failure before the first content is free; what was received after it, or cancelled, is paid for. */
  private billableUsage(outcome: AttemptOutcome): { usage: Usage; usageState: UsageState } {
    if (outcome === 'failed' && !this.committed) return { usage: NO_USAGE, usageState: 'unknown' };
    if (this.usage) return { usage: this.usage, usageState: 'measured' };
    const inputTokens = estimateInputTokens(this.input.request);
    return { usage: { ...NO_USAGE, inputTokens, outputTokens: this.receivedTokens }, usageState: 'estimated' };
  }
}

/** A vendor's count that cannot be true is treated as missing. */
function plausible(usage: Usage): Usage | null {
  const counts = Object.values(usage) as number[];
  const isSane = counts.every((count) => Number.isSafeInteger(count) && count >= 0 && count <= MAX_PLAUSIBLE_TOKENS);
  return isSane && counts.some((count) => count > 0) ? usage : null;
}
