import type {
  LanguageModelV4,
  LanguageModelV4CallOptions,
  LanguageModelV4Content,
  LanguageModelV4FinishReason,
  LanguageModelV4GenerateResult,
  LanguageModelV4StreamPart,
  LanguageModelV4StreamResult,
  LanguageModelV4Usage,
  SharedV4ProviderMetadata,
} from '@ai-sdk/provider';
import { type AnswerChoice, firstChoiceText } from '../../engine/chat';
import { AnswerCollector } from '../../engine/execute/answer';
import { type Failure, UpstreamError } from '../../engine/execute/failure';
import { totalCacheWriteTokens, totalInputTokens } from '../../engine/money/cost';
import type { RoutedEvent, RouteRequest } from '../../engine/router/router';
import { listWarnings, toChatRequest } from './router-request';

export type { LanguageModelV4 };

/** Routes a request and yields its events, the last one `end`. */
export type RouteEvents = (request: RouteRequest, streamed: boolean) => AsyncGenerator<RoutedEvent>;

/**
 * The router as a language model for the Vercel AI SDK: `streamText({ model: router.model(), prompt })`. Provider, model,
 * category and cost are in `providerMetadata.a3m`. Throws `UpstreamError` and `RouterError` like `route`; set the SDK's
 * `maxRetries` to 0, since the router falls back by itself.
 */
export function routerModel(events: RouteEvents, modelId: string): LanguageModelV4 {
  return {
    specificationVersion: 'v4',
    provider: 'a3m-router',
    modelId,
    supportedUrls: { 'image/*': [/^https?:/] },
    doGenerate: (options) => generate(events(toRoute(options, modelId), false), options),
    doStream: (options) => stream(events(toRoute(options, modelId), true), options),
  };
}

function toRoute(options: LanguageModelV4CallOptions, model: string): RouteRequest {
  const { messages, ...request } = toChatRequest(options);
  return { model, messages, request, ...(options.abortSignal && { signal: options.abortSignal }) };
}

async function generate(
  events: AsyncGenerator<RoutedEvent>,
  options: LanguageModelV4CallOptions,
): Promise<LanguageModelV4GenerateResult> {
  let choice: AnswerChoice | undefined;
  for await (const routed of events) {
    const { event } = routed;
    if (event.type === 'answer') choice = event.answer.choices[0];
    if (event.type !== 'end') continue;
    if (event.outcome.failure || !choice) throw new UpstreamError(event.outcome.failure as Failure);
    return {
      content: toContent(choice),
      finishReason: toFinishReason(choice.finish_reason),
      usage: toUsage(routed),
      warnings: listWarnings(options),
      providerMetadata: toProviderMetadata(routed),
    };
  }
  throw new Error('A request ended without its last event.');
}

/** Waits for the first content, so that an earlier failure throws instead of appearing in the stream. */
async function stream(
  events: AsyncGenerator<RoutedEvent>,
  options: LanguageModelV4CallOptions,
): Promise<LanguageModelV4StreamResult> {
  let first = await events.next();
  while (!first.done && first.value.event.type !== 'chunk' && first.value.event.type !== 'end')
    first = await events.next();
  if (first.done) throw new Error('A request ended without its last event.');
  const { event } = first.value;
  if (event.type === 'end' && event.outcome.failure) throw new UpstreamError(event.outcome.failure);
  const parts = streamParts(first.value, events, options);
  return {
    stream: new ReadableStream<LanguageModelV4StreamPart>({
      async pull(controller) {
        const next = await parts.next();
        if (next.done) controller.close();
        else controller.enqueue(next.value);
      },
      async cancel() {
        await parts.return(undefined);
        await events.return(undefined);
      },
    }),
  };
}

const TEXT = 'text';

async function* streamParts(
  first: RoutedEvent,
  rest: AsyncGenerator<RoutedEvent>,
  options: LanguageModelV4CallOptions,
): AsyncGenerator<LanguageModelV4StreamPart> {
  const collector = new AnswerCollector();
  yield { type: 'stream-start', warnings: listWarnings(options) };
  let hasText = false;
  for await (const routed of startingWith(first, rest)) {
    const { event } = routed;
    if (event.type === 'chunk') {
      collector.add(event.chunk);
      const delta = firstChoiceText(event.chunk);
      if (!delta) continue;
      if (!hasText) yield { type: 'text-start', id: TEXT };
      hasText = true;
      yield { type: 'text-delta', id: TEXT, delta };
    }
    if (event.type !== 'end') continue;
    if (hasText) yield { type: 'text-end', id: TEXT };
    yield* finalParts(routed, collector);
  }
}

/** The complete tool calls and the finish part; an error part when the stream broke. */
function* finalParts(routed: RoutedEvent, collector: AnswerCollector): Generator<LanguageModelV4StreamPart> {
  const { event } = routed;
  if (event.type !== 'end') return;
  if (event.outcome.failure) {
    yield { type: 'error', error: new UpstreamError(event.outcome.failure) };
    return;
  }
  const choice = collector.answer()?.choices[0];
  for (const part of choice ? toContent(choice) : []) if (part.type === 'tool-call') yield part;
  yield {
    type: 'finish',
    finishReason: toFinishReason(choice?.finish_reason ?? null),
    usage: toUsage(routed),
    providerMetadata: toProviderMetadata(routed),
  };
}

async function* startingWith<T>(first: T, rest: AsyncGenerator<T>): AsyncGenerator<T> {
  yield first;
  yield* rest;
}

function toContent({ message }: AnswerChoice): LanguageModelV4Content[] {
  const calls = (message.tool_calls ?? []).map((call) => ({
    type: 'tool-call' as const,
    toolCallId: call.id,
    toolName: call.function.name,
    input: call.function.arguments || '{}',
  }));
  return message.content ? [{ type: 'text', text: message.content }, ...calls] : calls;
}

const FINISH_REASONS: Record<string, LanguageModelV4FinishReason['unified']> = {
  stop: 'stop',
  length: 'length',
  content_filter: 'content-filter',
  tool_calls: 'tool-calls',
};

function toFinishReason(raw: string | null): LanguageModelV4FinishReason {
  return { unified: FINISH_REASONS[raw ?? ''] ?? 'other', raw: raw ?? undefined };
}

function toUsage({ event }: RoutedEvent): LanguageModelV4Usage {
  const usage = event.type === 'end' ? event.outcome.answeredBy?.usage : undefined;
  return {
    inputTokens: {
      total: usage && totalInputTokens(usage),
      noCache: usage?.inputTokens,
      cacheRead: usage?.cachedInputTokens,
      cacheWrite: usage && totalCacheWriteTokens(usage),
    },
    outputTokens: {
      total: usage && usage.outputTokens + usage.reasoningTokens,
      text: usage?.outputTokens,
      reasoning: usage?.reasoningTokens,
    },
  };
}

function toProviderMetadata({ event, requestId, decision }: RoutedEvent): SharedV4ProviderMetadata {
  if (event.type !== 'end') return {};
  const { answeredBy, attempts, costNanoUsd } = event.outcome;
  return {
    a3m: {
      requestId,
      provider: answeredBy?.provider ?? null,
      model: answeredBy?.model ?? null,
      category: decision.category,
      attempts: attempts.length,
      costUsd: costNanoUsd === null ? null : costNanoUsd / 1e9,
    },
  };
}
