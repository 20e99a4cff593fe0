import { RouterError } from '../errors';
import type { SpendingRule } from '../money/budget';
import type { Decision, Exclusion, Model } from '../types';
import type { DecideInput } from './decide-input';
import { spent } from './eligibility';
import type { Signals } from './signals';

/** The error for a request without a candidate, with every exclusion and what to do about it. */
export function nothingLeft(
  decision: Decision,
  { mode, pinned, now, signals, models, grants = [] }: DecideInput,
): RouterError {
  const { exclusions } = decision;
  if (exclusions.length === 0) {
    return new RouterError(
      'no_provider_available',
      'No provider is configured. Set a key such as OPENAI_API_KEY, or A3M_SANDBOX=on.',
    );
  }
  if (exclusions.every(({ code }) => code === 'grant')) return notGranted(exclusions, grants);
  if (decision.spending && exclusions.some(({ code }) => code === 'budget'))
    return onlyFree(decision.spending, exclusions);
  const waiting = exclusions.filter(({ code }) => code === 'breaker' || code === 'cool-down');
  if (waiting.length > 0) {
    const until = Math.min(...waiting.map(({ model }) => openUntil(models, model, signals, now)));
    const names = waiting.map(({ model, reason }) => `${model}: ${reason}`).join('; ');
    return new RouterError('no_provider_available', `No model can answer right now. ${names}.`, {
      exclusions,
      decision,
      retryAfterMs: Math.max(0, until - now),
    });
  }
  return new RouterError('no_eligible_model', noEligibleSentence(exclusions, mode, pinned), {
    exclusions,
    param: 'model',
  });
}

function onlyFree(spending: SpendingRule, exclusions: Exclusion[]): RouterError {
  const message = `${spent(spending)}, so only free models may answer, and none of them can serve this request. An admin can raise the budget under Teams.`;
  return new RouterError('budget_exceeded', message, { exclusions });
}

function notGranted(exclusions: Exclusion[], grants: string[]): RouterError {
  const [first] = exclusions;
  const subject = exclusions.length === 1 && first ? first.model : 'any of these models';
  const message = `This API key may not use ${subject}. It is granted ${grants.join(', ')}.`;
  return new RouterError('model_not_allowed', message, { exclusions, param: 'model' });
}

function openUntil(models: Model[], id: string, signals: Signals, now: number): number {
  const model = models.find((candidate) => candidate.id === id);
  const state = model ? signals.breakerOf(model) : null;
  return state && 'until' in state ? state.until : now;
}

function noEligibleSentence(exclusions: Exclusion[], mode: Decision['mode'], pinned?: Model): string {
  const list = exclusions.slice(0, 5).map(({ model, reason }) => `${model}: ${reason}`);
  const more = exclusions.length > 5 ? `; and ${exclusions.length - 5} more` : '';
  const subject =
    mode === 'pinned' && pinned ? `${pinned.id} cannot serve this request` : 'No model can serve this request';
  return `${subject}. ${list.join('; ')}${more}.`;
}
