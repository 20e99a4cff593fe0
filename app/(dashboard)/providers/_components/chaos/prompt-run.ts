import type { BreakerState } from '@/components/models/live-states';
import type { PromptEvent } from '@/lib/services/providers/prompt-event';

/** A call that was made for a prompt; `running` until it ended. */
export interface PromptCall {
  provider: string;
  model: string;
  outcome: string;
  kind: string | null;
  message: string | null;
  ttftMs: number | null;
  totalMs: number | null;
  /** The state its breaker changed to because of it; null when it did not change. */
  breaker: BreakerState['state'] | null;
}

/** One test prompt and what has become of it so far. */
export interface PromptLine {
  number: number;
  text: string;
  requestId: string | null;
  category: string | null;
  calls: PromptCall[];
  /** `running` until it ended; `refused` when nobody could be asked at all. */
  status: string;
  ttftMs: number | null;
  totalMs: number | null;
  message: string | null;
}

/** The lines after one more event. */
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

/** The last call to a model, changed: a retry of the same model is a call of its own. */
function withLast(calls: PromptCall[], model: string, change: Partial<PromptCall>): PromptCall[] {
  const last = calls.findLastIndex((call) => call.model === model);
  return calls.map((call, i) => (i === last ? { ...call, ...change } : call));
}

export interface PromptSummary {
  asked: number;
  answered: number;
  /** Of the requests that have ended. */
  ended: number;
  calls: number;
  fellBack: number;
  /** Models whose breaker opened on the way. */
  opened: string[];
}

export function summaryOf(lines: PromptLine[]): PromptSummary {
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
