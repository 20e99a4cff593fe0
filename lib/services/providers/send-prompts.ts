import type { UserCaller } from '../../caller';
import { newId } from '../../engine/id';
import type { BreakerState } from '../../engine/resilience/breaker';
import type { Attempt, Model, Outcome, RouteEvent } from '../../engine/types';
import { httpErrorOf } from '../../errors';
import type { RunContext } from '../../gateway/contexts';
import { type Run, startRun } from '../../gateway/run';
import { SANDBOX } from '../../providers/registry';
import type { Runtime } from '../../runtime/runtime';
import type { PromptEvent } from './prompt-event';

const MAX_TOKENS = 40;

type Breakers = Pick<Runtime, 'breaker' | 'catalog'>;

interface TestPrompts {
  runtime: RunContext & Breakers;
  caller: UserCaller;
  prompts: string[];
  signal: AbortSignal;
}

/**
 * Sends prompts one after another, as anybody's requests for `auto`, and tells what happens to each. They stay inside of
 * the sandbox, so that trying what happens costs nothing. When `signal` aborts, no further one is sent.
 */
export async function* sendPrompts({ runtime, caller, prompts, signal }: TestPrompts): AsyncGenerator<PromptEvent> {
  const watch = new BreakerWatch(runtime);
  for (const [i, text] of prompts.entries()) {
    if (signal.aborted) return;
    const number = i + 1;
    yield { number, type: 'prompt', text };
    const run = await started(runtime, caller, text, signal);
    if ('refused' in run)
      yield { number, type: 'end', status: 'refused', ttftMs: null, totalMs: 0, message: run.refused };
    else yield* told(number, run, watch);
  }
}

async function started(
  runtime: RunContext,
  caller: UserCaller,
  content: string,
  signal: AbortSignal,
): Promise<Run | { refused: string }> {
  try {
    return await startRun(runtime, {
      requestId: newId('req'),
      caller,
      source: 'playground',
      request: { model: 'auto', messages: [{ role: 'user', content }], stream: true, max_tokens: MAX_TOKENS },
      options: { providers: { only: [SANDBOX] } },
      signal,
    });
  } catch (error) {
    return { refused: httpErrorOf(error).body.error.message };
  }
}

async function* told(number: number, run: Run, watch: BreakerWatch): AsyncGenerator<PromptEvent> {
  yield { number, type: 'routed', requestId: run.requestId, category: run.decision.category };
  const tried = new Set<string>();
  for await (const event of run.events) {
    const said = toEvent(event);
    if (!said) continue;
    // A breaker hears of a call only after its end has been told: what it made of that is seen at the next event.
    for (const change of watch.changesOf(tried)) yield { number, type: 'breaker', ...change };
    if (event.type === 'attempt-end') tried.add(event.attempt.model);
    yield { number, ...said };
  }
}

type Said = PromptEvent extends infer Event ? (Event extends PromptEvent ? Omit<Event, 'number'> : never) : never;

function toEvent(event: RouteEvent): Said | null {
  switch (event.type) {
    case 'attempt-start':
      return { type: 'attempt-start', provider: event.provider, model: event.model };
    case 'attempt-end':
      return toAttemptEnd(event.attempt);
    case 'end':
      return toEnd(event.outcome);
    default:
      return null;
  }
}

function toAttemptEnd({ model, outcome, failure, ttftMs, totalMs }: Attempt): Said {
  const { kind = null, message = null } = failure ?? {};
  return { type: 'attempt-end', model, outcome, kind, message, ttftMs, totalMs };
}

function toEnd({ status, failure, ttftMs, totalMs }: Outcome): Said {
  return { type: 'end', status, ttftMs, totalMs, message: failure?.message ?? null };
}

/** Remembers which state the breakers of the sandbox were in, to tell when a call changed one. */
class BreakerWatch {
  private readonly known = new Map<string, BreakerState['state']>();
  private readonly runtime: Breakers;

  constructor(runtime: Breakers) {
    this.runtime = runtime;
    for (const model of runtime.catalog.all())
      if (model.provider === SANDBOX) this.known.set(model.id, this.stateOf(model));
  }

  /** Which of these models have a breaker in another state than when last looked at. */
  changesOf(models: Iterable<string>): { model: string; state: BreakerState['state'] }[] {
    return [...models].flatMap((id) => {
      const model = this.runtime.catalog.get(id);
      const state = model ? this.stateOf(model) : undefined;
      if (!state || state === this.known.get(id)) return [];
      this.known.set(id, state);
      return [{ model: id, state }];
    });
  }

  private stateOf(model: Model): BreakerState['state'] {
    return this.runtime.breaker.stateOf(model).state;
  }
}
