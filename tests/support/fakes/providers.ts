import type { ChatChunk } from '../../../lib/engine/chat';
import { createFailure, type Failure, UpstreamError } from '../../../lib/engine/execute/failure';
import type { Model, Provider, ProviderCall, ProviderEvent, Usage } from '../../../lib/engine/types';

export type Script = (call: ProviderCall, signal: AbortSignal) => AsyncIterable<ProviderEvent>;

/** A provider that follows a script, and records the requested models. */
export function scriptedProvider(id: string, script: Script): Provider & { asked: string[] } {
  const asked: string[] = [];
  return {
    id,
    asked,
    stream(call, signal) {
      asked.push(call.model.id);
      return script(call, signal);
    },
  };
}

export function chunk(
  delta: ChatChunk['choices'][number]['delta'],
  finish_reason: string | null = null,
): ProviderEvent {
  return {
    type: 'chunk',
    chunk: {
      id: 'c',
      object: 'chat.completion.chunk',
      created: 0,
      model: 'm',
      choices: [{ index: 0, delta, finish_reason }],
    },
  };
}

export const USAGE: Usage = {
  inputTokens: 10,
  cachedInputTokens: 0,
  cacheWriteTokens: 0,
  cacheWrite1hTokens: 0,
  outputTokens: 5,
  reasoningTokens: 0,
};

/** Says the words and ends well. */
export function says(...words: string[]): Script {
  return async function* () {
    yield { type: 'headers', httpStatus: 200 };
    yield chunk({ role: 'assistant', content: '' });
    for (const word of words) yield chunk({ content: word });
    yield chunk({}, 'stop');
    yield { type: 'usage', usage: USAGE, wire: {} };
  };
}

/** Says `Hello` the odd way: a choice without a delta, and chunks of another choice alone. */
export const oddChoices: Script = async function* () {
  yield chunk({ content: 'Hel' });
  yield ofChoice({ index: 0, finish_reason: null });
  yield ofChoice({ index: 1, delta: { content: 'Another' }, finish_reason: 'stop' });
  yield chunk({ content: 'lo' });
  yield ofChoice({ index: 0, finish_reason: 'stop' });
};

function ofChoice(choice: object): ProviderEvent {
  const event = chunk({});
  return event.type === 'chunk' ? { ...event, chunk: { ...event.chunk, choices: [choice as never] } } : event;
}

/** Fails before its first content. */
export function fails(failure: Failure = createFailure('server', 'down', { httpStatus: 500 })): Script {
  return async function* () {
    yield { type: 'headers', httpStatus: failure.httpStatus ?? 500 };
    throw new UpstreamError(failure);
  };
}

/** Says the words, then breaks. */
export function breaksAfter(...words: string[]): Script {
  return async function* () {
    yield chunk({ role: 'assistant', content: '' });
    for (const word of words) yield chunk({ content: word });
    throw new UpstreamError(createFailure('stream-broken', 'The connection broke.'));
  };
}

/** Sends nothing until it is aborted. */
export function hangs(): Script {
  return async function* (_call, signal) {
    await new Promise((_resolve, reject) =>
      signal.addEventListener('abort', () => reject(signal.reason), { once: true }),
    );
  };
}

/** A model with round facts, at $1 in and $2 out per million. */
export function testModel(id: string, overrides: Partial<Model> = {}): Model {
  const [provider = ''] = id.split('/');
  return {
    id,
    provider,
    name: id.slice(provider.length + 1),
    tier: 'medium',
    contextWindow: 10_000,
    maxOutputTokens: 4_000,
    abilities: { vision: false, tools: true, jsonSchema: true },
    latency: { ttftMs: 500, tokensPerSecond: 100 },
    prices: [{ from: null, input: 1, output: 2, source: 'test', verifiedAt: '2026-01-01' }],
    ...overrides,
  };
}
