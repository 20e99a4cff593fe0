import { Catalog } from '../../lib/engine/catalog/catalog';
import type { ChatRequest } from '../../lib/engine/chat';
import { classifyPrompt } from '../../lib/engine/classify/classify';
import { plan, type RouteOptions } from '../../lib/engine/decide/plan';
import { NO_SIGNALS } from '../../lib/engine/decide/signals';
import { type ExecuteInput, execute } from '../../lib/engine/execute/execute';
import { Breaker } from '../../lib/engine/resilience/breaker';
import type { Model, Outcome, RouteEvent } from '../../lib/engine/types';
import { type Script, scriptedProvider, testModel } from './fakes/providers';

export interface ExecutionSetup extends Partial<Omit<ExecuteInput, 'decision' | 'catalog' | 'providers' | 'request'>> {
  /** What each provider does; they are tried in this order, each with one model. */
  scripts: Record<string, Script>;
  models?: Model[];
  model?: string;
  stream?: boolean;
  options?: RouteOptions;
  responseFormat?: ChatRequest['response_format'];
}

/** Plans and begins a request to scripted providers. */
export function startExecution(setup: ExecutionSetup) {
  const { scripts, models, model = 'auto', stream = true, options, responseFormat, ...input } = setup;
  const ids = Object.keys(scripts);
  const catalog = new Catalog(models ?? ids.map((id) => testModel(`${id}/one`)));
  const providers = new Map(ids.map((id) => [id, scriptedProvider(id, scripts[id] as Script)]));
  const request: ChatRequest = {
    model,
    stream,
    messages: [{ role: 'user', content: 'Hello there, how are you?' }],
    ...(responseFormat && { response_format: responseFormat }),
  };
  const decision = plan({
    request,
    options: { providers: { order: ids }, ...options },
    catalog,
    providers: new Set(ids),
    classify: classifyPrompt,
    signals: NO_SIGNALS,
    now: 0,
  });
  const { signal = new AbortController().signal, breaker = new Breaker() } = input;
  const events = execute({ ...input, decision, request, catalog, providers, breaker, signal });
  return { events, providers, decision };
}

export async function readExecution(
  events: AsyncIterable<RouteEvent>,
): Promise<{ events: RouteEvent[]; text: string; outcome: Outcome }> {
  const all: RouteEvent[] = [];
  for await (const event of events) all.push(event);
  const text = all
    .map((event) => (event.type === 'chunk' ? (event.chunk.choices[0]?.delta.content ?? '') : ''))
    .join('');
  const last = all.at(-1);
  if (last?.type !== 'end') throw new Error('The last event must be end.');
  return { events: all, text, outcome: last.outcome };
}

/** Lets everything that can run now run. */
export async function runWhatCan(): Promise<void> {
  for (let i = 0; i < 50; i++) await Promise.resolve();
}
