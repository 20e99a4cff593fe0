import type {
  AnswerRequest,
  StoredColumnAnswer,
  StoredComparison,
  StoredPrompt,
  StoredVote,
} from '../../db/compare/stored-comparison';
import { OPEN_VOTE_WEIGHT } from '../../engine/memory/outcome';
import { chatSettings } from '../chat/request-from-settings';
import { tallyOf } from './comparison-tally';
import type { AnswerView, ComparisonView, EffectView, PromptView, VoteView } from './comparison-view';

/**
 * A comparison as its page may know it: where a blind one was not voted on, neither models nor requests, costs or speed
 * leave the server, nor which column stands where.
 */
export function toView(stored: StoredComparison): ComparisonView {
  const isSet = stored.prompts.filter(({ followsId }) => followsId === null).length > 1;
  const isRevealed = stored.prompts.some(({ isHidden }) => !isHidden);
  return {
    id: stored.id,
    title: stored.title,
    team: stored.teamName,
    isBlind: stored.isBlind,
    count: stored.columns.length,
    columns: isRevealed ? stored.columns.map((column) => chatSettings.parse(column)) : null,
    prompts: stored.prompts.map((prompt) => toPromptView(prompt, isSet)),
    tally: isRevealed ? tallyOf(stored) : [],
  };
}

/** For readers of a link, who may be of another team: what a vote did to its owner's router is none of theirs. */
export function toSharedView(stored: StoredComparison): ComparisonView {
  const view = toView(stored);
  return { ...view, prompts: view.prompts.map(withoutRouter) };
}

function withoutRouter({ vote, answers, ...prompt }: PromptView): PromptView {
  const nameless = answers.map(
    (answer) => answer && { ...answer, who: answer.who && { ...answer.who, requestId: '' } },
  );
  return { ...prompt, answers: nameless, vote: vote && { ...vote, effects: [], odds: null } };
}

function toPromptView(prompt: StoredPrompt, isSet: boolean): PromptView {
  const { id, number, prompt: text, followsId, rootId, isHidden, order, answers, hasTexts, vote } = prompt;
  const first = answers.find(({ request }) => request)?.request;
  const inPlace = order.map((column) => answers.find((answer) => answer.column === column) ?? null);
  return {
    id,
    number,
    prompt: text,
    followsId,
    rootId,
    isHidden,
    order: isHidden ? null : order,
    kind: first ? { category: first.category, confidence: first.confidence } : null,
    answers: inPlace.map((answer) => answer && toAnswerView(answer, isHidden)),
    hasTexts,
    vote: vote && toVoteView(vote, prompt),
    // A set shows what it costs as it goes; of one prompt it would be told before the vote.
    costNanoUsd: isHidden && !isSet ? null : costOf(inPlace),
  };
}

function toAnswerView({ content, requestId, request }: StoredColumnAnswer, isHidden: boolean): AnswerView {
  const status = request?.status ?? 'unknown';
  if (isHidden || !request)
    return { status, text: content, failure: status === 'failed' ? HIDDEN_FAILURE : null, who: null, figures: null };
  return {
    status,
    text: content,
    failure: status === 'failed' ? (request.failureMessage ?? 'No model could answer.') : null,
    who: request.provider && request.model ? { provider: request.provider, model: request.model, requestId } : null,
    figures: figuresOf(request),
  };
}

const HIDDEN_FAILURE = 'This column could not answer. Why names its model, so it is not said before the vote.';

function figuresOf({ ttftMs, totalMs, inputTokens, outputTokens, costNanoUsd, costState }: AnswerRequest) {
  return { ttftMs, totalMs, inputTokens, outputTokens, costNanoUsd, costState };
}

/** Of all columns together, and only once all have ended: single costs would give models away. */
function costOf(answers: (StoredColumnAnswer | null)[]): number | null {
  if (answers.some((answer) => !answer?.request)) return null;
  return answers.reduce((sum, answer) => sum + (answer?.request?.costNanoUsd ?? 0), 0);
}

function toVoteView(vote: StoredVote, { order, answers }: StoredPrompt): VoteView {
  const placeOf = (column: number | null) => (column === null ? null : order.indexOf(column));
  const noted = vote.effects.flatMap(({ model, requestId, effect }) => {
    const answer = answers.find((one) => one.requestId === requestId);
    return effect ? [{ model, effect, column: answer?.column ?? null, request: answer?.request }] : [];
  });
  const effects: EffectView[] = noted.map(({ model, effect, column, request }) => ({
    place: placeOf(column),
    model,
    provider: request?.provider ?? model.slice(0, model.indexOf('/')),
    before: effect.before,
    after: effect.after,
    n: effect.n,
  }));
  return {
    choice: vote.choice,
    place: placeOf(vote.column),
    places: vote.columns.map((column) => order.indexOf(column)),
    category: vote.category,
    isBlind: vote.isBlind,
    weight: vote.isBlind ? 1 : OPEN_VOTE_WEIGHT,
    effects,
    odds: vote.odds,
  };
}
