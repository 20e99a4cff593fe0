import type { PromptContext } from '../memory/context';
import type { BreakerState } from '../resilience/breaker';
import type { Model, QualityEstimate } from '../types';

/** What is currently known about models. Reading it changes nothing. */
export interface Signals {
  breakerOf(model: Model): BreakerState;
  /** Recent time to first token in ms; null when too few calls are known. */
  ttftMsOf(model: Model): number | null;
  /** What was learned about a model for a prompt, starting from its prior; null without feedback. */
  qualityOf(model: Model, context: PromptContext, prior: number): QualityEstimate | null;
}

export const NO_SIGNALS: Signals = {
  breakerOf: () => ({ state: 'closed' }),
  ttftMsOf: () => null,
  qualityOf: () => null,
};
