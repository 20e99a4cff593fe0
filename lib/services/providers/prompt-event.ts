import type { BreakerState } from '../../engine/resilience/breaker';

/** One line of the test-prompt stream. `number` identifies the prompt, from 1. */
export type PromptEvent = { number: number } & (
  | { type: 'prompt'; text: string }
  | { type: 'routed'; requestId: string; category: string }
  | { type: 'attempt-start'; provider: string; model: string }
  | {
      type: 'attempt-end';
      model: string;
      outcome: string;
      kind: string | null;
      message: string | null;
      ttftMs: number | null;
      totalMs: number;
    }
  | { type: 'breaker'; model: string; state: BreakerState['state'] }
  | { type: 'end'; status: string; ttftMs: number | null; totalMs: number; message: string | null }
);
