import { type ChatAnswer, type ChatChunk, type ChatRequest, outputTextOf, showsContent } from './chat';
import { costOf, NO_USAGE, priceFor, totalInputTokens } from './cost';
import { type Failure, failureOf, UpstreamError } from './failure';
import { newId } from './id';
import { estimateInputTokens, estimateTokens } from './tokens';
import type { Attempt, AttemptOutcome, Clock, Model, Provider, RouteEvent, Usage, UsageState } from './types';
import { type Deadlines, Watchdog } from './watchdog';

export interface AttemptInput {
  number: number;
  provider: Provider;
  model: Model;
  request: ChatRequest;
  signal: AbortSignal;
  deadlines: Deadlines;
  clock: Clock;
}

export type AttemptEvent = Extract<RouteEvent, { type: 'chunk' | 'answer' | 'usage' }>;

/**
 * One call to one provider. Yields nothing until the first content arrives, so that a failure before it can fall back
 * unseen; then yields everything as it comes. Never throws: the returned attempt says how it ended.
 */
export async function* attempt(input: AttemptInput): AsyncGenerator<AttemptEvent, AttemptResult> {
  const record = new AttemptRecord(input);
  const abort = new AbortController();
  const cancel = () => abort.abort(failureOf('cancelled', 'The client left before the answer was complete.'));
  if (input.signal.aborted) cancel();
  input.signal.addEventListener('abort', cancel, { once: true });
  const watchdog = new Watchdog(input.clock, input.deadlines, (failure) => abort.abort(failure));
  try {
    yield* readAnswer(input, record, watchdog, abort.signal);
    return record.finish(record.verdict());
  } catch (error) {
    return record.finish(failureFrom(error, abort.signal, input.provider.id));
  } finally {
    watchdog.stop();
    input.signal.removeEventListener('abort', cancel);
    // Frees the upstream call of a reader that stopped reading; after a whole answer there is nothing to free.
    if (!record.isOver) cancel();
  }
}

export interface AttemptResult {
  attempt: Attempt;
  /** Content has reached the caller: there is no way back. */
  committed: boolean;
}

async function* readAnswer(
  { provider, model, request }: AttemptInput,
  record: AttemptRecord,
  watchdog: Watchdog,
  signal: AbortSignal,
): AsyncGenerator<AttemptEvent> {
  const held: AttemptEvent[] = [];
  for await (const event of untilAborted(provider.stream({ model, request }, signal), signal)) {
    if (event.type === 'headers') {
      record.httpStatus = event.httpStatus;
      continue;
    }
    record.note(event);
    if (!record.committed) {
      if (event.type !== 'usage') held.push(event);
      continue;
    }
    watchdog.sawContent();
    while (held.length > 0) yield held.shift() as AttemptEvent;
    yield event;
  }
  signal.throwIfAborted();
  if (record.verdict() === null) yield* held;
}

/** Ends with the abort even when the source does not notice it, so that no adapter can make a request hang. */
async function* untilAborted<T>(source: AsyncIterable<T>, signal: AbortSignal): AsyncGenerator<T> {
  signal.throwIfAborted();
  const iterator = source[Symbol.asyncIterator]();
  const aborted = new Promise<never>((_resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
  aborted.catch(() => undefined);
  try {
    for (;;) {
      const next = await Promise.race([iterator.next(), aborted]);
      if (next.done) return;
      yield next.value;
    }
  } finally {
    // Not awaited: a source that does not notice the abort would not notice this either.
    iterator.return?.()?.catch(() => undefined);
  }
}

function failureFrom(error: unknown, signal: AbortSignal, provider: string): Failure {
  // Whatever an adapter throws once it was told to stop, the reason for stopping is the truth.
  if (signal.aborted && isFailure(signal.reason)) return signal.reason;
  if (error instanceof UpstreamError) return error.failure;
  return failureOf('malformed', `${provider} sent an answer that could not be read.`);
}

function isFailure(reason: unknown): reason is Failure {
  return typeof reason === 'object' && reason !== null && 'kind' in reason && 'breaker' in reason;
}

/** Finish reasons with which an answer may be empty and still be whole. */
const EMPTY_IS_FINE = new Set(['length', 'content_filter', 'tool_calls']);
const MAX_PLAUSIBLE_TOKENS = 50_000_000;

/** What is noted while one attempt runs. */
class AttemptRecord {
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
    if (showsContent(asChunk)) this.commit();
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
