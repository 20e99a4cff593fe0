import { RouterError } from '../errors';
import type { SpendingRule } from '../money/budget';
import type { Decision, Exclusion, Model } from '../types';
import type { DecideInput } from './decide-input';
import { describeSpending } from './eligibility';
import type { Signals } from './signals';

/** The error when no model can serve a request: lists every exclusion and says what to do next. */
export function noCandidateError(
  decision: Decision,
  { mode, pinned, now, signals, models, grants = [] }: DecideInput,
): RouterError {
  const { exclusions } = decision;
  if (exclusions.length === 0) {
    return new RouterError(
      'no_provider_available',
      'No provider is configured. Set an API key such as OPENAI_API_KEY, or start with A3M_SANDBOX=on to use built-in test models.',
    );
  }
  if (exclusions.every(({ code }) => code === 'grant')) return accessError(exclusions, grants);
  if (decision.spending && exclusions.some(({ code }) => code === 'budget'))
    return budgetError(decision.spending, exclusions);
  const blocked = exclusions.filter(({ code }) => code === 'breaker' || code === 'cool-down');
  if (blocked.length > 0) {
    const until = Math.min(...blocked.map(({ model }) => openUntil(models, model, signals, now)));
    const names = blocked.map(({ model, reason }) => `${model}: ${reason}`).join('; ');
    return new RouterError('no_provider_available', `No model can answer right now. ${names}.`, {
      exclusions,
      decision,
      retryAfterMs: Math.max(0, until - now),
    });
  }
  return new RouterError('no_eligible_model', noEligibleMessage(exclusions, mode, pinned), {
    exclusions,
    param: 'model',
  });
}

function budgetError(spending: SpendingRule, exclusions: Exclusion[]): RouterError {
  const message = `${describeSpending(spending)}, so only free models are allowed, and none of them can serve this request. Ask an admin to raise the budget under Teams.`;
  return new RouterError('budget_exceeded', message, { exclusions });
}

function accessError(exclusions: Exclusion[], grants: string[]): RouterError {
  const [first] = exclusions;
  const subject = exclusions.length === 1 && first ? first.model : 'any of the models in this request';
  const message = `This API key has no access to ${subject}. It may use ${grants.join(', ')}.`;
  return new RouterError('model_not_allowed', message, { exclusions, param: 'model' });
}

function openUntil(models: Model[], id: string, signals: Signals, now: number): number {
  const model = models.find((candidate) => candidate.id === id);
  const state = model ? signals.breakerOf(model) : null;
  return state && 'until' in state ? state.until : now;
}

function noEligibleMessage(exclusions: Exclusion[], mode: Decision['mode'], pinned?: Model): string {
  const list = exclusions.slice(0, 5).map(({ model, reason }) => `${model}: ${reason}`);
  const more = exclusions.length > 5 ? `; and ${exclusions.length - 5} more` : '';
  const subject =
    mode === 'pinned' && pinned ? `${pinned.id} cannot serve this request` : 'No model can serve this request';
  return `${subject}. ${list.join('; ')}${more}.`;
}
