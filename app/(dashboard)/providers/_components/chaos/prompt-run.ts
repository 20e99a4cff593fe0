import type { BreakerState } from '@/components/models/live-states';
import type { PromptEvent } from '@/lib/services/providers/prompt-event';

/** A call made for a prompt; `running` until it ends. */
export interface PromptCall {
  provider: string;
  model: string;
  outcome: string;
  kind: string | null;
  message: string | null;
  ttftMs: number | null;
  totalMs: number | null;
  /** The breaker's new state; null without a change. */
  breaker: BreakerState['state'] | null;
}

/** A test prompt with its progress. */
export interface PromptLine {
  number: number;
  text: string;
  requestId: string | null;
  category: string | null;
  calls: PromptCall[];
  /** `running` until it ends; `refused` when no model is available. */
  status: string;
  ttftMs: number | null;
  totalMs: number | null;
  message: string | null;
}

/** Applies an event to the lines. */
export function withEvent(lines: PromptLine[], event: PromptEvent): PromptLine[] {
  if (event.type === 'prompt') return [...lines, begun(event.number, event.text)];
  return lines.map((line) => (line.number === event.number ? advanced(line, event) : line));
}

function begun(number: number, text: string): PromptLine {
  return {
    number,
    text,
    requestId: null,
    category: null,
    calls: [],
    status: 'running',
    ttftMs: null,
    totalMs: null,
    message: null,
  };
}

function advanced(line: PromptLine, event: Exclude<PromptEvent, { type: 'prompt' }>): PromptLine {
  switch (event.type) {
    case 'routed':
      return { ...line, requestId: event.requestId, category: event.category };
    case 'attempt-start':
      return { ...line, calls: [...line.calls, startedCall(event.provider, event.model)] };
    case 'attempt-end': {
      const { outcome, kind, message, ttftMs, totalMs } = event;
      return { ...line, calls: withLast(line.calls, event.model, { outcome, kind, message, ttftMs, totalMs }) };
    }
    case 'breaker':
      return { ...line, calls: withLast(line.calls, event.model, { breaker: event.state }) };
    case 'end': {
      const { status, ttftMs, totalMs, message } = event;
      return { ...line, status, ttftMs, totalMs, message };
    }
  }
}

function startedCall(provider: string, model: string): PromptCall {
  return {
    provider,
    model,
    outcome: 'running',
    kind: null,
    message: null,
    ttftMs: null,
    totalMs: null,
    breaker: null,
  };
}

/** Changes the last call to a model; a retry of the same model is a separate call. */
function withLast(calls: PromptCall[], model: string, change: Partial<PromptCall>): PromptCall[] {
  const last = calls.findLastIndex((call) => call.model === model);
  return calls.map((call, i) => (i === last ? { ...call, ...change } : call));
}

export interface PromptSummary {
  asked: number;
  answered: number;
  /** Number of requests that have ended. */
  ended: number;
  calls: number;
  fellBack: number;
  /** Models with a breaker that opened during the run. */
  opened: string[];
}

export function summarize(lines: PromptLine[]): PromptSummary {
  const calls = lines.flatMap((line) => line.calls);
  return {
    asked: lines.length,
    answered: lines.filter(({ status }) => status === 'succeeded').length,
    ended: lines.filter(({ status }) => status !== 'running').length,
    calls: calls.length,
    fellBack: lines.filter((line) => line.status === 'succeeded' && line.calls.length > 1).length,
    opened: [...new Set(calls.filter(({ breaker }) => breaker === 'open').map(({ model }) => model))],
  };
}
