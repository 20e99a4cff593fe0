import type { UserCaller } from '../../caller';
import { newId } from '../../engine/id';
import type { BreakerState } from '../../engine/resilience/breaker';
import type { Attempt, Model, Outcome, RouteEvent } from '../../engine/types';
import { toHttpError } from '../../errors';
import { type Run, type RunRuntime, startRun } from '../../gateway/run';
import { SANDBOX } from '../../providers/registry';
import type { Runtime } from '../../runtime/runtime';
import type { PromptEvent } from './prompt-event';

const MAX_TOKENS = 40;

type Breakers = Pick<Runtime, 'breaker' | 'catalog'>;

interface TestPrompts {
  runtime: RunRuntime & Breakers;
  caller: UserCaller;
  prompts: string[];
  signal: AbortSignal;
}

/**
 * Sends prompts one after another as ordinary requests for `auto`, and yields what happens to each. They stay within the
 * sandbox, so they cost nothing. No further prompt is sent after `signal` aborts.
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
    else yield* promptEvents(number, run, watch);
  }
}

async function started(
  runtime: RunRuntime,
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
    return { refused: toHttpError(error).body.error.message };
  }
}

async function* promptEvents(number: number, run: Run, watch: BreakerWatch): AsyncGenerator<PromptEvent> {
  yield { number, type: 'routed', requestId: run.requestId, category: run.decision.category };
  const tried = new Set<string>();
  for await (const event of run.events) {
    const own = toEvent(event);
    if (!own) continue;
    // A breaker learns of a call only after its end event, so a change becomes visible at the next event.
    for (const change of watch.listChanges(tried)) yield { number, type: 'breaker', ...change };
    if (event.type === 'attempt-end') tried.add(event.attempt.model);
    yield { number, ...own };
  }
}

type EventBody = PromptEvent extends infer Event ? (Event extends PromptEvent ? Omit<Event, 'number'> : never) : never;

function toEvent(event: RouteEvent): EventBody | null {
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

function toAttemptEnd({ model, outcome, failure, ttftMs, totalMs }: Attempt): EventBody {
  const { kind = null, message = null } = failure ?? {};
  return { type: 'attempt-end', model, outcome, kind, message, ttftMs, totalMs };
}

function toEnd({ status, failure, ttftMs, totalMs }: Outcome): EventBody {
  return { type: 'end', status, ttftMs, totalMs, message: failure?.message ?? null };
}

/** Remembers the states of the sandbox's breakers, to detect when a call changes one. */
class BreakerWatch {
  private readonly known = new Map<string, BreakerState['state']>();
  private readonly runtime: Breakers;

  constructor(runtime: Breakers) {
    this.runtime = runtime;
    for (const model of runtime.catalog.all())
      if (model.provider === SANDBOX) this.known.set(model.id, this.stateFor(model));
  }

  /** Models with a breaker that has changed since the last check. */
  listChanges(models: Iterable<string>): { model: string; state: BreakerState['state'] }[] {
    return [...models].flatMap((id) => {
      const model = this.runtime.catalog.get(id);
      const state = model ? this.stateFor(model) : undefined;
      if (!state || state === this.known.get(id)) return [];
      this.known.set(id, state);
      return [{ model: id, state }];
    });
  }

  private stateFor(model: Model): BreakerState['state'] {
    return this.runtime.breaker.stateOf(model).state;
  }
}
